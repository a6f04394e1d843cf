"""Every county, need and kind of person: which first cards are at fault, and what only data can mend."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.answering import NOW, answer, gazetteer, in_order, rules
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.situation import Origin
from resource_finder.domain.verdicts import BANDS, Verdict
from resource_finder.matching.help import years_since
from resource_finder.matching.match import Match, NeedList

PEOPLE: Mapping[str, frozenset[str]] = {
    "nothing told": frozenset(),
    "man, sex offense, parole": frozenset({"man", "sex_offense", "supervision"}),
    "mother": frozenset({"woman", "children"}),
    "veteran": frozenset({"man", "veteran", "any_felony"}),
    "no car, no ID, Medicaid": frozenset({"no_car", "no_id", "medicaid"}),
}
OLD_YEARS = 2.0
_SPOKEN_WITH = {"phone", "phone_without_phone", "walk_in"}
_TODAY = NOW.astimezone(MISSOURI_TIME).date()


@dataclass
class Swept:
    """What one order gives over all that was asked."""

    lists: int = 0
    faultless: int = 0
    order: list[str] = field(default_factory=list)
    holes: Counter[tuple[str, str]] = field(default_factory=Counter)
    whys: Counter[str] = field(default_factory=Counter)

    @property
    def order_share(self) -> float:
        return len(self.order) / self.lists if self.lists else 0.0


def faults(match: Match, county: str, need: str) -> tuple[str, ...]:
    """What is wrong with starting here: reach, for whom, where, how old, what kind."""
    offering, factors = match.offering, {factor.name: factor for factor in match.factors}
    years = years_since(offering.checked_on, _TODAY)
    step = rules().steps.step(need, match.kind)
    found = {
        "cannot be reached": not (
            factors["contact"].case in _SPOKEN_WITH or rules().kinds.of(match.kind).has("bus")
        ),
        "for somebody else": match.verdict is Verdict.NO or factors["takes"].value < 0.5,
        "other counties": bool(offering.serves) and not offering.statewide and county not in offering.serves,
        "old": years is None or years > OLD_YEARS,
        "waiting list, rule or hospital": bool(step and step.last),
    }
    return tuple(name for name, holds in found.items() if holds)


def judge(found: Sequence[Match], county: str, need: str) -> tuple[tuple[str, ...], Match | None]:
    """The faults of the first card, and the first card below it that has none."""
    if not found:
        return ("nothing at all",), None
    wrong = faults(found[0], county, need)
    if not wrong:
        return (), None
    better = (match for match in found[1:] if match.band != "further" and not faults(match, county, need))
    return wrong, next(better, None)


def questions(counties: Iterable[str] | None = None) -> Iterator[tuple[Origin, str, str, NeedList]]:
    """All lists: each county known by its name alone, each need, each of `PEOPLE`."""
    of = gazetteer().counties
    for slug in counties or of:
        origin = Origin(slug, of[slug].latitude, of[slug].longitude, True)
        for need in rules().needs.codes:
            for person, about in PEOPLE.items():
                yield origin, need, person, answer(origin, need, about)


def add(swept: Swept, found: Sequence[Match], county: str, need: str, person: str) -> None:
    """Count one list."""
    wrong, better = judge(found, county, need)
    swept.lists += 1
    swept.faultless += not wrong
    swept.whys.update(wrong)
    if better:
        first = found[0].offering.id
        swept.order.append(
            f"{county} · {need} · {person}: {first} ({', '.join(wrong)}) above {better.offering.id}"
        )
    elif wrong:
        swept.holes[need, county] += 1


def sweep(counties: Iterable[str] | None = None) -> tuple[Swept, Swept]:
    """The order of today and that of before, over the same lists."""
    today, before = Swept(), Swept()
    for origin, need, person, found in questions(counties):
        matches = [match for match in in_order(found) if match.verdict is not Verdict.NO]
        add(today, matches, origin.county, need, person)
        add(before, sorted(matches, key=rank_of_before), origin.county, need, person)
    return today, before


_FRESH = ("current", "old", "unknown")
_FAR = float("inf")


def rank_of_before(match: Match) -> tuple[object, ...]:
    """The order that expected help replaced: words, nearness, yes before ask, age, opening, miles, name."""
    opens = match.open.opens.timestamp() if match.open.opens else _FAR
    return (
        match.verdict is Verdict.NO,
        -match.words_matched,
        BANDS.index(match.band),
        match.verdict.weight,
        _FRESH.index(match.fresh),
        0.0 if match.open.now else opens,
        match.miles if match.miles is not None else _FAR,
        match.offering.service.casefold(),
        match.offering.id,
    )
