"""The question flow: where, what, who; and at its end the answer."""

from flask import abort, current_app, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from resource_finder.asking.said import place_of, situation_from, with_line
from resource_finder.domain.understood import Understood
from resource_finder.places.gazetteer import AmbiguousPlace, Place, PlaceNotFound
from resource_finder.web.answer import answer_for
from resource_finder.web.asked import Asked
from resource_finder.web.county_map import near_map
from resource_finder.web.doors import Door, current_door
from resource_finder.web.errors import JSON_PATHS, BadParameter
from resource_finder.web.forms import FindForm, values_sent
from resource_finder.web.kiosk import live_visit
from resource_finder.web.parts import Parts, parts_of
from resource_finder.web.visits import VisitOver, is_over, new_visit
from resource_finder.web.where import no_such_place_page, statewide_page, where_page

# One tap for who stands in the street now; all other needs are tiles.
MOST_URGENT = "housing/tonight"
# A shorter word is near to too many names.
LEAST_LETTERS = 5
MOST_GUESSED = 3


def start_page() -> ResponseReturnValue:
    """Where will you live?"""
    door = current_door()
    for_other = request.args.get("for") == "other"
    return where_page(Asked(door, for_other=for_other, visit=new_visit() if door.is_kiosk else ""))


# What tells of the person never stands in an address, whatever the page.
FACTS = frozenset({"about", "answer", "answered", "change"})


def refuse_facts_in_addresses() -> None:
    """Whatever the page: an address is logged, kept and shown to whoever comes next."""
    is_page = not request.path.startswith(JSON_PATHS)
    if is_page and FACTS & set(request.args):
        raise BadParameter("about", why_code="post_only")


def find_page() -> ResponseReturnValue:
    """Asks for what is still missing, then answers. An address holds only what may stand in one."""
    parts = parts_of(current_app)
    sent = values_sent()
    asked = asked_from(sent, parts)
    return next_page(asked, parts)


def asked_from(sent: MultiDict[str, str], parts: Parts) -> Asked:
    """What was sent, checked.

    Raises BadParameter for the first field that cannot be used, VisitOver for a form of one who has left.
    """
    form = FindForm(sent, parts.needs)
    if not form.validate():
        field, errors = next(iter(form.errors.items()))
        raise BadParameter(str(field), str(errors[0]))
    door = current_door()
    visit = _visit(form.visit.data or "", door)
    asked = Asked(
        door=door,
        place=form.place.data or "",
        needs=tuple(form.need.data),
        q=form.q.data or "",
        about=tuple(form.about.data),
        answered=tuple(form.answered.data),
        for_other=sent.get("for") == "other",
        open=form.open.data,
        refused=sent.get("refused") == "1",
        page=form.page.data or 1,
        step=form.step.data or "",
        visit=visit,
    )
    for answer in form.answer.data:
        code, _colon, about = answer.partition(":")
        asked = asked.answer(code, about)
    return asked.reopen(form.change.data) if form.change.data else asked


def _visit(sent: str, door: Door) -> str:
    """The mark of this kiosk visit; a first look begins one, a form must bear one that is not over."""
    if not door.is_kiosk:
        return ""
    if request.method != "POST":
        return live_visit() or new_visit()
    if is_over(sent):
        raise VisitOver
    # Pages that carry no form of the visit (a listing, my list) leave by this mark. Said once a visit:
    # Chromium drops what it keeps for Back whenever a cookie is set.
    if session.get("visit") != sent:
        session["visit"] = sent
    return sent


def next_page(asked: Asked, parts: Parts) -> ResponseReturnValue:
    """The page for what is known so far: where, which one, what, or the answer."""
    if not asked.place and not asked.q:
        return where_page(asked)
    asked, read = with_line(asked, asked.door.lang, parts)
    try:
        place = place_of(asked, read, parts)
    except (AmbiguousPlace, PlaceNotFound) as error:
        return no_such_place_page(error, asked)
    if place is None:
        return where_page(asked, guesses=_misspelt_places(asked, read, parts))
    asked = settled(asked, place)
    # A form that told nothing private leads to an address, so that Back and bookmarks work.
    if request.method == "POST" and not asked.is_private:
        return redirect(asked.url, 303)
    words = read.words if read else ()
    if not asked.needs and not words:
        template = "anywhere.html" if place.kind == "state" else "what.html"
        urgent = parts.needs[MOST_URGENT]
        return render_template(template, asked=asked, place=place, tops=parts.needs.top, urgent=urgent)
    situation = situation_from(asked, place, words=words)
    answer = answer_for(asked, place, situation, parts, read=read)
    if (asked.page > 1 or asked.step) and not answer.has_cards:
        abort(404)
    if place.kind == "state":
        return statewide_page(asked, answer)
    near = near_map(place.county, answer.pins) if len(answer.sections) == 1 else None
    # Other words may name another place, where these did.
    again = asked.change(needs=(), q="", place="" if read and read.place else asked.place)
    return render_template("answer.html", asked=asked, answer=answer, place=place, near=near, again=again)


def _misspelt_places(asked: Asked, read: Understood | None, parts: Parts) -> tuple[Place, ...]:
    """What the words that were not understood may have meant: the longest of them that is nearly a place.

    Only of a line that says what is needed: of any other line the words may mean anything.
    """
    words = read.words if read is not None and asked.needs else ()
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            text = " ".join(words[start : start + length])
            if len(text) >= LEAST_LETTERS and (found := parts.gazetteer.search(text, MOST_GUESSED)):
                return found
    return ()


def settled(asked: Asked, place: Place) -> Asked:
    """The place under one name. Of one that tells where a home is, no browser and no proxy keeps a page."""
    asked = asked.settled(place)
    if asked.by_point:
        g.names_a_home = True
    return asked
