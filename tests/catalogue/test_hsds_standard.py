"""What we write is held to the standard's own schemas, and its examples are read (standard/README.md)."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from resource_finder.catalogue.hsds_json import (
    Documents,
    organization_json,
    service_at_location_json,
    service_json,
)
from resource_finder.catalogue.hsds_package import STANDARD as SHIPPED
from resource_finder.catalogue.hsds_package import export_json, read_package
from resource_finder.catalogue.hsds_tables import package_of
from tests.catalogue.test_hsds import GEOGRAPHY, TERMS, real_catalogue

STANDARD = Path(__file__).parent / "standard"
EXAMPLES = STANDARD / "examples"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def bundle() -> dict[str, Any]:
    return json.loads((STANDARD / "openapi-bundled.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def documents() -> Documents:
    return Documents(package_of(real_catalogue(), GEOGRAPHY, TERMS, public=True))


def strict(bundle: dict[str, Any], name: str) -> Draft202012Validator:
    """The schema with formats asserted, and no key that is neither the standard's nor begins with x_."""
    components = copy.deepcopy(bundle["components"])
    for schema in components["schemas"].values():
        if "properties" in schema:
            schema["patternProperties"] = {"^x_": True}
            schema["additionalProperties"] = False
    schema = {"$ref": f"#/components/schemas/{name}", "components": components}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def messages(validator: Draft202012Validator, instance: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}"[:200] for error in validator.iter_errors(instance)]


def kinds(node: Any, formatted: set[str], path: str = "") -> Iterator[tuple[object, ...]]:
    """What a schema may find fault with: which keys stand together, and of what sort each value is."""
    if isinstance(node, dict):
        yield path, *sorted(node)
        for key, value in node.items():
            yield from kinds(value, formatted, f"{path}.{key}")
    elif isinstance(node, list):
        yield path, bool(node)
        for one in node:
            yield from kinds(one, formatted, f"{path}[]")
    elif isinstance(node, str) and path.rpartition(".")[2] in formatted:
        yield path, "uuid" if UUID.fullmatch(node) else form_of(node)
    else:
        yield path, type(node).__name__, bool(node)


def form_of(text: str) -> str:
    """A word of a list is itself, a date its digits; of an address count the signs alone."""
    if re.fullmatch(r"[^\W\d]{0,25}", text):
        return text
    if len(text) <= 25:
        return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "0", text))
    return "".join(sorted(set(re.sub(r"\w", "", text))))


def formatted_in(bundle: dict[str, Any]) -> set[str]:
    """The keys whose text must be of a form, or one of a list."""
    ruled = {"format", "pattern", "enum", "const", "minLength", "maxLength"}
    schemas = bundle["components"]["schemas"].values()
    fields = [field for schema in schemas for field in schema.get("properties", {}).items()]
    return {name for name, rules in fields if ruled & set(rules) or ruled & set(rules.get("items", {}))}


def test_the_description_that_we_ship_is_the_standards_own():
    assert SHIPPED.read_bytes() == (EXAMPLES / "csv" / "datapackage.json").read_bytes()


def test_every_organization_is_valid_and_has_no_key_of_nobodys(bundle):
    """One that holds nothing of another sort than those before it is not read by the schema again."""
    validator, formatted = strict(bundle, "organization_full"), formatted_in(bundle)
    page = export_json(real_catalogue(), GEOGRAPHY, TERMS)
    seen: set[tuple[object, ...]] = set()
    read = 0
    for node in page["contents"]:
        if fresh := set(kinds(node, formatted)) - seen:
            assert messages(validator, node) == []
            seen |= fresh
            read += 1
    assert len(page["contents"]) > 900
    assert read > 50


@pytest.mark.parametrize(
    ("table", "schema"),
    [
        ("service", "service"),
        ("service_at_location", "service_at_location_full"),
        ("taxonomy", "taxonomy"),
        ("taxonomy_term", "taxonomy_term"),
    ],
)
def test_objects_of_the_interface_are_valid(bundle, documents, table, schema):
    # Every service stands in an organization above too, so that every ninth is enough here.
    keys = documents.ids(table)[:: 9 if table.startswith("service") else 1]
    validator = strict(bundle, schema)
    found = [message for key in keys for message in messages(validator, getattr(documents, table)(key))]
    assert found[:5] == []
    assert len(keys) > 10


def test_the_short_forms_of_lists_are_valid(bundle, documents):
    for table, form in (("organization", documents.organization), ("service", documents.service)):
        nodes = [form(key, short=True) for key in documents.ids(table)[:100]]
        validator = strict(bundle, f"{table}_list")
        assert [message for node in nodes for message in messages(validator, node)] == []


def test_the_strict_reading_sees_a_misspelt_key_and_a_bad_format(bundle, documents):
    service = documents.service(documents.ids("service")[0])
    validator = strict(bundle, "service")
    known = set(kinds(service, formatted_in(bundle)))
    odd = ({"servce_areas": []}, {"id": "no uuid"}, {"status": "perhaps"}, {"name": 7}, {"url": "no address"})
    for wrong in odd:
        assert messages(validator, service | wrong)
        assert set(kinds(service | wrong, formatted_in(bundle))) - known, wrong


def test_one_offering_alone_reads_as_it_does_in_the_whole(documents):
    offering, sources = real_catalogue().offerings[0], real_catalogue().sources
    assert service_json(offering, GEOGRAPHY, TERMS, sources) == documents.service(str(offering.service_id))
    same = tuple(o for o in real_catalogue().offerings if o.organization == offering.organization)
    whole = documents.organization(str(offering.organization_id))
    assert organization_json(same, GEOGRAPHY, TERMS, sources) == whole
    place = service_at_location_json(offering, GEOGRAPHY, TERMS, sources)
    assert place == documents.service_at_location(place["id"])
    assert documents.service("nobody") is None


def test_the_example_of_the_standard_becomes_an_unconfirmed_offering_without_needs():
    read = read_package(EXAMPLES / "csv", GEOGRAPHY, TERMS)
    (offering,) = read.offerings
    assert (offering.status, offering.needs) == ("unconfirmed", ())
    assert (offering.organization, offering.service) == ("Example Organization Inc.", "Community Counselling")
    assert (offering.who, offering.languages) == (("ages 12-100",), ("ur",))
    assert (offering.serves, offering.statewide, offering.record) == ((), False, ())
    assert offering.phones == ()
    assert offering.checked_on == "2005-01-01"
    broken = {str(fault).split(":")[0] for fault in read.faults if "is no id of" in fault.message}
    assert broken == {"locations.csv", "contacts.csv", "taxonomy_terms.csv"}


def test_the_json_examples_of_the_standard_are_read():
    for name in ("organization_full.json", "service_full.json", "service_list.json"):
        (offering, *_others) = read_package(EXAMPLES / name, GEOGRAPHY, TERMS).offerings
        assert offering.service == "Community Counselling"
