"""A list for paper, every word ready: what places are, never what the person is or did."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from flask_babel import gettext

from resource_finder.domain.freshness import freshness
from resource_finder.domain.kinds import Step
from resource_finder.domain.needs import Needs
from resource_finder.domain.offering import Catalogue, Offering, Phone
from resource_finder.domain.verdicts import Verdict
from resource_finder.matching.match import Match, NeedList
from resource_finder.matching.reasons import town_instead, trust_cautions, trusted_day
from resource_finder.printing.hours import hours_text
from resource_finder.printing.hours_words import with_short_days
from resource_finder.printing.ways import SharedRides, rides_to_any_door, shared_rides
from resource_finder.wording.glossary import language_now, said_text
from resource_finder.wording.hours import date_text
from resource_finder.wording.lists import cost_text, document_text, groups_text, start_text
from resource_finder.wording.remarks import (
    counted_from,
    distance_text,
    extension_text,
    month_text,
    published_text,
    remark_text,
)
from resource_finder.wording.rides import ride_words
from resource_finder.wording.sources import source_parts

# So many of each step stay on few pages before more of any.
STEP_BY_STEP = 3
# Letters: a line of a column.
LONGEST_WAY = 48


@dataclass(frozen=True, slots=True)
class PrintedPhone:
    """One number in large figures, and what belongs to it: extension, remark."""

    number: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing. An empty line is not printed. No verdict: it would tell what was asked.

    `website` is filled only where there is no telephone, `no_address` only where the address is private, and
    `found` only where no office stands behind `source`. `service_is_name` where no language changes it.
    What ends in `_short`, and `street`, is what narrow paper has room for. `turn` says which entry of a
    section stays the longest when pages are few: the lowest.
    """

    name: str
    id: str = ""
    service: str = ""
    service_is_name: bool = False
    phones: tuple[PrintedPhone, ...] = ()
    summary: str = ""
    who: str = ""
    address: str = ""
    street: str = ""
    no_address: str = ""
    website: str = ""
    hours: str = ""
    hours_short: str = ""
    start: str = ""
    start_short: str = ""
    bring: str = ""
    booking: str = ""
    days: str = ""
    cost: str = ""
    ways: tuple[str, ...] = ()
    ways_short: tuple[str, ...] = ()
    distance: str = ""
    call_first: str = ""
    checked: str = ""
    found: str = ""
    source: str = ""
    step: str = ""
    is_first: bool = False
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """The listings for one need. `above` names those that an earlier section prints already.

    `advice` stands under the title: what to know before any place.
    """

    title: str
    entries: tuple[Entry, ...]
    above: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the paper itself, in its language; `{page}` and the like are filled in later."""

    printed: str
    page: str
    hours: str
    start: str
    bring: str
    booking: str
    days: str
    cost: str
    rides: str
    rides_say: str
    rides_below: str
    before: str
    notes: str
    source: str
    sources: str
    first: str
    write_in: tuple[str, ...]
    above: str
    left_out: str
    scan: str
    code: str
    scan_alt: str
    crisis: tuple[tuple[str, str], ...]
    crisis_short: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the listings. Miles count from the middle of `whole_county`, if one is given."""

    title: str
    county_label: str
    printed_on: date
    note: str = field(default="", repr=False)
    whole_county: str = ""
    is_checklist: bool = False


@dataclass(frozen=True, slots=True)
class PrintedList:
    """All that a paper says. `note` is staff's own; it lives here and nowhere else."""

    title: str
    county_label: str
    printed_on: date
    lang: str
    need_sections: tuple[Section, ...]
    labels: Labels
    day_text: str
    day_short: str
    note: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    document: str = ""
    code: str = field(default="", repr=False)
    until: str = ""
    counted_from: str = ""
    rides: tuple[str, ...] = ()
    rides_short: tuple[str, ...] = ()
    is_checklist: bool = False


def printed_list(lists: Sequence[NeedList], catalogue: Catalogue, needs: Needs, head: Head) -> PrintedList:
    """The answer as a list for paper, in the locale now in force. What refuses the person is left off.

    A listing that serves two needs is printed once; the second need says where it stands. A ride to many of
    the places is said once.
    """
    sections: list[Section] = []
    printed: set[str] = set()
    shown = {
        need_list.need: [match for match in need_list.matches if match.verdict is not Verdict.NO]
        for need_list in lists
    }
    starts = {need_list.need: need_list.start for need_list in lists}
    steps = {found.need: {one.step.code: one.step for one in found.steps} for found in lists}
    rides = shared_rides(match for matches in shown.values() for match in matches)
    for need, matches in shown.items():
        new = [match for match in matches if match.offering.id not in printed]
        above = dict.fromkeys(m.offering.organization for m in matches if m.offering.id in printed)
        printed |= {match.offering.id for match in new}
        entries = [_entry_at(match, catalogue, head, rides) for match in new]
        told = _in_steps(new, entries, starts[need], steps[need])
        sections.append(Section(_need_title(need or "", needs), told, tuple(above)))
    return replace(list_of(sections, head), rides=rides.lines, rides_short=rides.short_lines)


def picked_list(
    offerings: Iterable[Offering],
    catalogue: Catalogue,
    needs: Needs,
    head: Head,
    ways: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> PrintedList:
    """A person's own choice as a list for paper: no place, so no distances; the ways come ready, by id.

    Each place stands under its first need, where they have more than one.
    """
    by_need: dict[str, list[Entry]] = {}
    for offering in offerings:
        first = next(iter(offering.needs), "").partition("/")[0]
        entry = entry_of(offering, catalogue, head.printed_on)
        mine, own = by_need.setdefault(first, []), ways.get(offering.id, ())
        mine.append(replace(entry, ways=own, ways_short=_short(own), turn=len(mine)))
    titled = len(by_need) > 1
    sections = (
        Section(_need_title(need, needs) if titled else "", tuple(entries))
        for need, entries in by_need.items()
    )
    return list_of(sections, head)


def _need_title(code: str, needs: Needs) -> str:
    need = needs.get(code)
    return need.name(language_now()) if need else ""


def _in_steps(
    matches: Sequence[Match],
    entries: Sequence[Entry],
    start: Match | None,
    steps: Mapping[str, Step],
) -> tuple[Entry, ...]:
    """The entries of one need under the titles of their steps, and which of them stay on few pages.

    The first of each step stay before more of any, as the page shows a few of each; what is only for some
    people goes before them.
    """
    order = {code: at for at, code in enumerate(steps)}
    lasting, told = [], []
    counts: Counter[str] = Counter()
    for number, (match, entry) in enumerate(zip(matches, entries, strict=True)):
        step, at = steps.get(match.step), order.get(match.step, len(order))
        is_first = start is not None and match.offering.id == start.offering.id
        told.append(replace(entry, step=step.title(language_now()) if step else "", is_first=is_first))
        is_last = (step is not None and step.last) or match.is_for_some
        lasting.append((not is_first, is_last, counts[match.step] // STEP_BY_STEP, at, number))
        counts[match.step] += 1
    turns = {key[-1]: turn for turn, key in enumerate(sorted(lasting))}
    return tuple(replace(entry, turn=turns[number]) for number, entry in enumerate(told))


def list_of(sections: Iterable[Section], head: Head) -> PrintedList:
    """Ready sections as a list for paper, in the locale now in force; empty sections are left off."""
    return PrintedList(
        title=head.title,
        county_label=head.county_label,
        printed_on=head.printed_on,
        lang=language_now(),
        need_sections=tuple(section for section in sections if section.entries or section.above),
        labels=labels(),
        day_text=published_text(head.printed_on),
        day_short=date_text(head.printed_on, "yMMMd"),
        note=head.note.strip(),
        counted_from=counted_from(head.whole_county) if head.whole_county else "",
        is_checklist=head.is_checklist,
    )


def opened_by(printed: PrintedList, link: str, code: str, count: int, until: str = "") -> PrintedList:
    """The same list, with what opens its first `count` listings on a phone, and until when."""
    words = printed.labels
    if count < sum(len(section.entries) for section in printed.need_sections):
        words = replace(words, scan=gettext("Opens the first %(count)s places on a phone", count=count))
    elif link:
        words = replace(
            words,
            left_out=gettext("%(count)s more: scan the square or ask.", count="{count}"),
        )
    return replace(printed, labels=words, link=link, code=code, until=until)


def labels() -> Labels:
    """The paper's own words in the locale now in force."""
    return Labels(
        printed=gettext("Printed %(day)s", day="{day}"),
        page=gettext("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        hours=gettext("Hours:"),
        start=gettext("How to start:"),
        bring=gettext("Bring:"),
        booking=gettext("How to ride:"),
        days=gettext("It runs:"),
        cost=gettext("Cost:"),
        rides=gettext("Rides"),
        rides_below=gettext("Rides stand at the end of the list."),
        rides_say=gettext("Say where you want to go. They tell you if they can take you."),
        before=gettext("Ask before you go: can they take you?"),
        notes=gettext("Notes:"),
        source=gettext("source %(number)s", number="{number}"),
        sources=gettext("Sources"),
        first=gettext("Start here"),
        write_in=(gettext("Officer:"), gettext("Next appointment:"), gettext("Worker:")),
        above=gettext("Also for this, named above: %(names)s", names="{names}"),
        left_out=gettext("%(count)s more: ask for the whole list.", count="{count}"),
        scan=gettext("Opens this list on a phone"),
        code=gettext("Code:"),
        scan_alt=gettext("Square code that opens this list on a phone: %(link)s", link="{link}"),
        crisis=(
            (gettext("In a crisis: call or text"), "988"),
            (gettext("Any kind of help: call"), "211"),
            (gettext("In danger: call"), "911"),
        ),
        crisis_short=((gettext("Crisis:"), "988"), (gettext("Help:"), "211"), (gettext("Danger:"), "911")),
    )


def entry_of(offering: Offering, catalogue: Catalogue, printed_on: date) -> Entry:
    """What an offering says by itself, whoever asks."""
    source = catalogue.source_of(offering)
    found, source_name = source_parts(source) if source else ("", "")
    service = "" if offering.service == offering.organization else said_text(offering.service)
    hours = hours_text(offering.hours, printed_on)
    return Entry(
        name=offering.organization,
        id=offering.id,
        service=service,
        service_is_name=service == offering.service,
        phones=tuple(map(_phone, offering.phones)),
        summary=said_text(offering.summary),
        who=groups_text(offering.who),
        address=offering.address_line,
        street=_street(offering),
        no_address=gettext("The address is private. Call them") if offering.private_address else "",
        website="" if offering.phones else offering.website,
        hours=hours,
        hours_short=with_short_days(hours),
        start=". ".join(start_text(how) for how in offering.how_to_start),
        start_short=". ".join(
            start_text(how) for how in offering.how_to_start if _must_be_said(how, offering)
        ),
        bring=", ".join(document_text(word) for word in offering.documents),
        booking=ride_words(offering.transit.booking),
        days=ride_words(offering.transit.days),
        cost=cost_text(offering.cost) or ride_words(offering.transit.fare),
        call_first=_call_first(offering, printed_on),
        checked=_checked(offering, printed_on),
        found=found[:1].lower() + found[1:],  # it stands after "Source:"
        source=source_name,
    )


def _entry_at(match: Match, catalogue: Catalogue, head: Head, rides: SharedRides) -> Entry:
    """The same with how far it is and how to get there."""
    offering = match.offering
    ways = rides.ways_to(match, bool(head.whole_county))
    return replace(
        entry_of(offering, catalogue, head.printed_on),
        ways=ways,
        ways_short=_short(ways) if match.rides else (),
        distance=_distance(offering, match.miles),
    )


def _must_be_said(how: str, offering: Offering) -> bool:
    """The number in large figures says already that one calls."""
    return how != "call" or not offering.phones


def _short(ways: Sequence[str]) -> tuple[str, ...]:
    """What tells one place from another in few letters; rides to any door stand at the end of the list."""
    return tuple(way for way in ways if len(way) <= LONGEST_WAY and way not in rides_to_any_door())


def _street(offering: Offering) -> str:
    """Street and town: enough to find the door. Nothing where the address is private."""
    if not offering.address_line:
        return ""
    return ", ".join(part for part in (offering.address, offering.city or offering.zip) if part)


def _distance(offering: Offering, miles: float | None) -> str:
    """Nothing where it would be the town alone, which the address names already."""
    if miles is None or (town_instead(offering, miles) and offering.address_line):
        return ""
    return distance_text(offering, miles)


def _phone(phone: Phone) -> PrintedPhone:
    more = (extension_text(phone.extension), said_text(phone.remark))
    return PrintedPhone(phone.number, ", ".join(part for part in more if part))


def _call_first(offering: Offering, printed_on: date) -> str:
    """How far the facts can be trusted, from the row and the day."""
    cautions = trust_cautions(offering, freshness(offering.checked_on, printed_on))
    return next((remark_text(caution, {}) for caution in cautions), "")


def _checked(offering: Offering, printed_on: date) -> str:
    """Only a day that can be trusted; an old one stands in the warning."""
    day = trusted_day(offering, freshness(offering.checked_on, printed_on))
    return gettext("Checked %(day)s", day=month_text(day)) if day else ""
