"""A circumstance is one row: what is forgotten of it fails here, and never a request."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import resource_finder.matching as matching
from resource_finder.domain.circumstances import (
    AGES,
    BY_CODE,
    CIRCUMSTANCES,
    QUESTIONS,
    RECORDS,
    ROWS,
    circumstance_of_age,
)
from resource_finder.matching.eligibility import CRITERIA
from resource_finder.wording.remarks import WORDED

# Read by the ways to get somewhere and to speak with somebody, and by no criterion.
OF_THE_WAY = {"no_car", "no_phone"}
ROOT = Path(__file__).parents[2]


def test_each_circumstance_has_its_words():
    assert [row.code for row in ROWS if not row.people] == []
    assert len({row.people for row in ROWS}) == len(ROWS)


def test_what_is_tapped_is_asked_by_one_question_and_what_is_asked_can_be_tapped():
    asked = [answer.about for question in QUESTIONS for answer in question.answers if answer.about]
    assert sorted(asked) == sorted(row.code for row in ROWS if row.answer)


def test_each_question_can_be_settled_without_telling_anything():
    silent = {q.code for q in QUESTIONS if not any(a.label and not a.about for a in q.answers)}
    assert silent == set()


def test_each_circumstance_decides_something():
    read = frozenset().union(*CRITERIA.values()) | OF_THE_WAY
    assert read == set(CIRCUMSTANCES)


@pytest.mark.parametrize("years", [0, 17, 18, 59, 60, 130])
def test_an_age_is_of_one_circumstance_at_most(years):
    held = [code for code, (first, last) in AGES.items() if first <= years <= last]
    assert len(held) <= 1
    assert [circumstance_of_age(years)] == (held or [""])


def test_records_are_the_rows_of_that_family_in_their_order():
    assert RECORDS == ("any_felony", "sex_offense", "violent", "arson", "drug")
    assert {BY_CODE[code].family for code in RECORDS} == {"record"}


def enums(part: object) -> list[list[str]]:
    """Every closed list of words in a description of the interface."""
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    own = [part["enum"]] if isinstance(part, dict) and isinstance(part.get("enum"), list) else []
    return [*own, *(found for one in inside for found in enums(one))]


def test_the_description_of_the_json_door_names_each_circumstance():
    text = (ROOT / "resource_finder" / "static" / "openapi.json").read_text(encoding="utf-8")
    told = [words for words in enums(json.loads(text)) if set(words) & set(RECORDS)]
    assert told == [list(CIRCUMSTANCES)] * 2


def codes_in(text: str) -> tuple[set[str], list[str]]:
    """The codes that a module gives to remarks as they stand in it, and those that are put together."""
    whole, pieced = set(), []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Remark.of", "Remark", "about_record"):
            inside = list(ast.walk(node.args[0]))
            pieced += [ast.unparse(part) for part in inside if isinstance(part, ast.JoinedStr | ast.BinOp)]
            whole |= {part.value for part in inside if isinstance(part, ast.Constant)}
    return whole, pieced


def test_no_code_of_a_remark_is_put_together_and_each_is_worded():
    """So that each can be found by searching for it."""
    folder = Path(str(matching.__file__)).parent
    found = [codes_in(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")]
    assert [piece for _whole, pieced in found for piece in pieced] == []
    whole = set().union(*(whole for whole, _pieced in found))
    assert len(whole) > 25
    assert whole - set(WORDED) == set()


def test_the_guard_sees_a_code_that_is_put_together():
    assert codes_in('Remark.of(f"{x}_record", a=1)')[1] == ["f'{x}_record'"]
    assert codes_in('Remark.of("a" if b else "c")') == ({"a", "c"}, [])


# Written as somebody would who adds it: a row, a place among the answers, and a rule.
NEWCOMER = """
import sys, types
from pathlib import Path
file = Path("resource_finder/domain/circumstances.py")
text = file.read_text(encoding="utf-8")
row = '    Circumstance("adult", _("people 18 to 59"), _("18 to 59"), family="group", ages=(18, 59)),\\n'
text = text.replace('    Circumstance("veteran"', row + '    Circumstance("veteran"')
text = text.replace('_told("youth", "", "senior"', '_told("youth", "adult", "", "senior"')
name = "resource_finder.domain.circumstances"
module = sys.modules[name] = types.ModuleType(name)
exec(compile(text, str(file), "exec"), module.__dict__)

from resource_finder.domain.verdicts import Remark
from resource_finder.matching import eligibility
from resource_finder.matching.silence import unsaid

def adult_findings(offering, situation, kind):
    if "adult" in situation.about:
        yield unsaid("adult", offering, kind, Remark.of("ask_group", group="adult"))

eligibility.CRITERIA = {**eligibility.CRITERIA, adult_findings: frozenset({"adult"})}

from resource_finder.cli.find import find
from resource_finder.search.meaning import meant_about
from tests.web.making import make_app

client = make_app(Path(sys.argv[1])).test_client()
asked = {"place": "65203", "need": "housing/tonight"}
page = client.post("/find", data=asked).get_data(as_text=True)
assert "age:adult" in client.post("/find", data=asked | {"answered": list(
    ("pay", "record", "who", "pregnant", "children", "supervision", "car", "id"))}).get_data(as_text=True)
for path in ("/find", "/es/find", "/list", "/start", "/print"):
    answer = client.post(path, data=asked | {"about": "adult"})
    assert answer.status_code == 200, path
told = client.post("/find", data=asked | {"about": "adult"}).get_data(as_text=True)
assert "people 18 to 59" in told and "people 18 to 59" not in page
assert ">18 to 59</span>" in told
assert "adult" in next(option for option in find.params if option.name == "about").type.choices
assert meant_about((), ("i", "am", "35")) == ("adult",)
"""


def test_a_new_circumstance_goes_through_all_doors_by_its_row_and_its_rule(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", NEWCOMER, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
