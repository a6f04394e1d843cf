"""Pages that only tell: about, privacy, help right now."""

from dataclasses import dataclass

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from resource_finder.domain.offering import Source
from resource_finder.finding import NoCatalogue
from resource_finder.web.cards import phone_line
from resource_finder.web.parts import parts_of
from resource_finder.web.spoken import spoken
from resource_finder.wording.remarks import month_text
from resource_finder.wording.sources import host_of, is_web_page, source_parts


def about_page() -> ResponseReturnValue:
    """What the site is; every source, those that are more than a page by name."""
    sources = parts_of(current_app).finder().catalogue.sources
    lists = [_told(source) for source in sources if not is_web_page(source)]
    pages = sorted({host_of(source) or source.publisher for source in sources if is_web_page(source)})
    return render_template("about.html", lists=sorted(lists), pages=pages)


def _told(source: Source) -> tuple[str, str, str, str]:
    """What kind of list, its name, its title where that is not its name, and when it was published."""
    said, name = source_parts(source)
    title = "" if said or source.title == name else source.title
    return said, name, title, month_text(source.published_on) if source.published_on else ""


def privacy_page() -> ResponseReturnValue:
    return render_template("privacy.html")


@dataclass(frozen=True, slots=True)
class StateLine:
    """A telephone of the state for people on parole or probation."""

    name: Markup
    shown: str
    href: str


def crisis_page() -> ResponseReturnValue:
    """Whom to call now, and how to reach the parole office: what a phone keeps for when it is offline."""
    try:
        known = parts_of(current_app).finder().offerings.serving("supervision")
    except NoCatalogue:  # 988, 211 and 911 need no catalogue
        known = ()
    supervising = [offering for offering in known if "supervision" in offering.needs]
    lines = [
        StateLine(spoken(offering.service), line.shown, line.href)
        for offering in supervising
        if offering.statewide
        for line in map(phone_line, offering.phones)
    ]
    # An office does nothing else; other rows are programs that also help with supervision.
    offices = {offering.city for offering in supervising if offering.needs == ("supervision",)}
    return render_template("crisis.html", state_lines=lines, offices=sorted(offices - {""}))
