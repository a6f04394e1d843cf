"""Food: what the food banks' own lists and a hand-read press say about places that give food.

Decisions: whether a place is at a senior center or a college is told, since its list does not say who else
may come. A place without a phone carries the address of the list that names it, so that it can be looked up.
"""

from collections.abc import Iterator
from pathlib import Path

from .community_places import Middles
from .later_cells import hours, open_days, row_of, told_beside
from .published import Row, notes, read

_CALL = "Call first: days and hours change."
_LOOK = "Days and hours change: ask 211 or see the list."
_MEALS = "Free meals."
_TAKE_HOME = "Free food to take home."
_SENIOR = "Free food at a senior center. Ask if you may come if you are younger."
_SENIOR_MEALS = "Meals at a senior center. Ask if you may come if you are younger."
_STUDENTS = "Free food at a college. Ask if you must be a student."
_MONTHLY = "Free food to take home once a month."
_LOCATORS = (
    ("harvesters.org", "https://www.harvesters.org/get-food-assistance/food-locator"),
    ("ozarksfoodharvest.org", "https://ozarksfoodharvest.org/need-help/"),
    ("stlfoodbank.org", "https://stlfoodbank.org/programs-services/find-food/"),
    ("semofoodbank.org", "https://semofoodbank.org/pantries/"),
    ("shcfb.org", "https://www.shcfb.org/agency-partner-food-sites"),
    ("operationfoodsearch.org", "https://www.operationfoodsearch.org/find-food/"),
    ("caagkc.org", "https://caagkc.org/programs/food-toiletry-pantries/"),
    ("sharefoodbringhope.org", "https://sharefoodbringhope.org/"),
)


def rows(sources: Path, known: Middles) -> Iterator[tuple[Row, Row]]:
    """(survey row, sheet row) of every place that gives food and can be found."""
    for survey in read(sources / "community3" / "food.csv"):
        row = row_of("food", survey, known) | _told(survey)
        if not row["city"] and not row["serves"]:
            row["serves"], row["county"] = row["county"], ""
        if row["serves"] or row["latitude"]:
            yield survey, row
    for survey in read(sources / "community3" / "little_free_pantries.csv"):
        yield survey, row_of("little", survey, known) | _box()


def _told(survey: Row) -> Row:
    meals = "eal" in survey["category"] or "itchen" in survey["service/program"]
    row = {
        "sheet": "food",
        "needs": "food",
        "kind": "free-meal" if meals else "pantry",
        "service": "Free meals" if meals else "Food pantry",
        "website": survey["website"] or locator(survey["source"]),
        "hours": sure_hours(survey),
        "cost": survey["cost"] if survey["cost"] == "free" else "",
        "documents": "photo_id" if survey["documents"].startswith("Photo ID for") else "",
        "how_to_start": "call" if survey["phone"] else "",
    }
    first = _MEALS if meals else _TAKE_HOME
    if "senior center" in survey["category"]:
        row |= {"kind": "senior-meals", "service": "Meals at a senior center" if meals else row["service"]}
        first = _SENIOR_MEALS if meals else _SENIOR
    elif "college" in survey["restrictions"]:
        first = _STUDENTS
    elif survey["restrictions"].startswith("Once a month") or "onthly" in survey["service/program"]:
        first = _MONTHLY
    elif "obile" in survey["service/program"]:
        row["service"] = "Mobile food pantry"
    row["summary"] = f"{first} {_CALL if survey['phone'] else _LOOK}"
    listed = f"Hours as listed: {survey['hours']}." if survey["hours"] and not row["hours"] else ""
    return row | {"note": notes(told_beside(survey), listed)}


def sure_hours(survey: Row) -> str:
    """The hours where nothing speaks against them."""
    told = hours(survey["hours"])
    two_lists = " | " in survey["source"]
    if "A second list gives other hours" in survey["description_facts"]:
        return ""
    if "stlfoodbank.org" in survey["source"] and not two_lists and told and open_days(told) < 3:
        return ""
    return told


def locator(cell: str) -> str:
    return next((address for mark, address in _LOCATORS if mark in cell), "")


def _box() -> Row:
    return {
        "sheet": "food",
        "needs": "food",
        "kind": "little-pantry",
        "service": "Little free pantry",
        "summary": "A box outside where anyone may take food. What is inside changes.",
        "cost": "free",
        "how_to_start": "walk-in",
        "note": "The map gives a point and no street; the town is the one nearest to the point.",
    }
