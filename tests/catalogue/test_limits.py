"""A small file that unpacks to a bomb is refused in words, soon, and in little memory."""

import json
import os
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

from resource_finder.catalogue import limits
from resource_finder.catalogue.cleaning import cleaned, guarded, unguarded
from resource_finder.catalogue.hsds_package import export_package, import_package
from resource_finder.catalogue.limits import BoundedRows, TooLarge, json_within
from resource_finder.catalogue.reading import read_table
from resource_finder.domain.offering import Catalogue, Offering
from tests.catalogue.making import sheet
from tests.catalogue.test_hsds import GEOGRAPHY, TERMS
from tests.real import DATA

ROOT = Path(__file__).parents[2]
HRSA = (
    "Site Name,Site Address,Site City,Site State Abbreviation,Site Postal Code,Site Telephone Number,"
    "Geocoding Artifact Address Primary Y Coordinate,Geocoding Artifact Address Primary X Coordinate\n"
)
IDS = "id\n" + "\n".join(map(str, range(1_500_000)))
TABLES = {"organizations.csv": "id,name\n1,a\n", "services.csv": "id,name\n1,b\n"}


def zipped(file: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def bombs(folder: Path) -> list[tuple[str, str, str]]:
    """(kind, file, what is said) of every bomb that is made here."""
    zipped(folder / "ids.zip", TABLES | {"phones.csv": IDS, "attributes.csv": IDS})
    stops = "stop_name,stop_lat,stop_lon\n" + "a,38.9,-92.3\n" * 4_000_000
    zipped(folder / "stops.zip", {"agency.txt": "agency_name,agency_url\nA,\n", "stops.txt": stops})
    feed = {"agency.txt": "agency_name,agency_url\nA,\n", "stops.txt": "stop_name,stop_lat,stop_lon\n"}
    times = "trip_id,stop_id\n" + "a,b\n" * 8_000_000
    zipped(folder / "times.zip", feed | {"trips.txt": "trip_id\na\n", "stop_times.txt": times})
    zipped(folder / "many.zip", {f"f{number}": "" for number in range(30_000)})
    texts = {
        "objects.json": '{"contents":[' + "{}," * 3_000_000 + "{}]}",
        "keys.json": "[{" + ",".join(f'"{n}":1' for n in range(2_600_000)) + "}]",
        "deep.json": "[" * 1_000_000,
        "deeper.json": '{"a":' * 500_000,
        "number.json": '[{"id":' + "9" * 100_000 + "}]",
        "rows.csv": HRSA + "a,b,c,MO,65203,,38.9,-92.3\n" * 1_000_000,
        "wide.csv": HRSA + "," * 20_000_000,
        "quoted.csv": HRSA + '"\n",' * 200_000,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    json_bombs = [("objects", "values"), ("keys", "values"), ("deep", "nested"), ("deeper", "nested")]
    return [
        ("hsds", "ids.zip", "rows"),
        ("gtfs", "stops.zip", "times its size"),
        ("gtfs", "times.zip", "times its size"),
        ("hsds", "many.zip", "too many files"),
        *((kind, f"{name}.json", said) for name, said in json_bombs for kind in ("hsds", "va", "samhsa")),
        ("hsds", "number.json", "is not JSON"),
        ("va", "number.json", "is not the JSON"),
        *((kind, "rows.csv", "rows") for kind in ("hrsa",)),
        ("hrsa", "wide.csv", "letters"),
        ("hrsa", "quoted.csv", "letters"),
    ]


WITHIN_MEMORY = textwrap.dedent(
    """
    import json, resource, sys, time
    from datetime import date
    from pathlib import Path
    from resource_finder.catalogue.faults import SheetsFaulty
    from resource_finder.cli.published_files import Asked, read_file
    from resource_finder.config import Settings
    from resource_finder.places.gazetteer import Gazetteer

    settings = Settings(data=Path(sys.argv[1]))
    ground = Gazetteer.load(settings.data)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 400 * 2**20,) * 2)
    for kind, file in json.loads(sys.argv[2]):
        start = time.process_time()
        try:
            read_file(Asked(kind, Path(file)), date(2026, 11, 1), ground, settings, ())
        except SheetsFaulty as refused:
            print(json.dumps([time.process_time() - start, str(refused.faults[0])]))
    """
)


def test_every_bomb_is_refused_in_words_soon_and_in_little_memory(tmp_path):
    made = bombs(tmp_path)
    files = json.dumps([(kind, str(tmp_path / name)) for kind, name, _said in made])
    done = subprocess.run(
        [sys.executable, "-c", WITHIN_MEMORY, str(DATA), files],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=600,
        check=False,
    )
    assert done.stderr == ""
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(made)
    for (_kind, name, said), (seconds, sentence) in zip(made, told, strict=True):
        assert said in sentence, (name, sentence)
        assert seconds < 2, (name, seconds)


@pytest.mark.parametrize("line", ["a\n", ",,\n", '""\n', "\n"])
def test_bad_rows_of_a_sheet_are_counted_too(tmp_path, line):
    (tmp_path / "housing.csv").write_bytes(sheet() + line.encode() * 150_000)
    table = read_table(tmp_path / "housing.csv")
    assert table.rows == []
    assert "more than 100,000 rows" in str(table.faults[-1])


def test_rows_within_the_limits_come_as_they_are(monkeypatch):
    monkeypatch.setattr(limits, "MOST_LETTERS_IN_ROW", 40)
    text = 'a,b\r\n"x\n""y""",2\n\n3,"4,5"'
    assert list(BoundedRows(text, 3)) == [["a", "b"], ['x\n"y"', "2"], [], ["3", "4,5"]]
    with pytest.raises(TooLarge, match="more than 2 rows"):
        list(BoundedRows(text, 2))
    with pytest.raises(TooLarge, match="letters") as refused:
        list(BoundedRows(text + '\n"' + "x\n" * 40, 9))
    assert refused.value.line > 5


def test_json_within_the_limits_is_read():
    assert json_within('\ufeff{"a": [1, "ñ"]}'.encode()) == {"a": [1, "ñ"]}
    with pytest.raises(ValueError, match="utf-8"):
        json_within(b"\xff")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+x", "-x", "@x", "\tx", "\rx", "\uff1dx", "'=x", "''=x", "'x", "-5", "'-5", "+1.5", "", "'"],
)
def test_a_formula_is_guarded_and_comes_back(text):
    written = guarded(text)
    assert written[:1] not in ("=", "@", "\t", "\r", "\uff1d")
    assert written == text or written == f"'{text}"
    assert unguarded(written) == text
    if text[:2] == "'=":
        assert cleaned(written)[0] == text


def test_no_cell_of_a_package_is_a_formula(tmp_path):
    text = '=HYPERLINK("http://evil.example")'
    row = Offering("mo-formula", text, "@beds", ("housing",), summary="+x", note="-x", cost="\tx", phones=())
    export_package(Catalogue((row,), (), ""), GEOGRAPHY, TERMS, tmp_path)
    written = "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("*.csv"))
    assert not any(
        f"{before}{sign}" in written for before in ("\n", ",", '"') for sign in ("=H", "@b", "+x", "-x")
    )
    assert import_package(tmp_path, GEOGRAPHY, TERMS)[0] == (row,)
