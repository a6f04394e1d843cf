"""Every page of the public site, at a glance: its path, its view, what may be kept of it, and who has it."""

import re
from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, current_app, request
from markupsafe import Markup, escape

from resource_finder.domain.visible import visible
from resource_finder.web.articles import about_page, crisis_page, privacy_page
from resource_finder.web.asked import Asked
from resource_finder.web.assets import asset
from resource_finder.web.cards import phone_line
from resource_finder.web.compare import compare_page
from resource_finder.web.compression import init_compression
from resource_finder.web.counties import county_need_page, county_page, register_county_map
from resource_finder.web.doors import Door, current_door, doors_of
from resource_finder.web.errors import register_errors
from resource_finder.web.feedback import wrong_page
from resource_finder.web.find import find_page, refuse_facts_in_addresses, start_page
from resource_finder.web.first import first_page
from resource_finder.web.hand_out import opens_on_phones
from resource_finder.web.kiosk import init_kiosk, leave
from resource_finder.web.language import direction, language_switches, own_name
from resource_finder.web.limits import init_limits
from resource_finder.web.listings import organization_page, service_page
from resource_finder.web.lists import code_page, list_page
from resource_finder.web.page_cache import init_page_cache
from resource_finder.web.page_table import (
    BOTH,
    GET,
    Cache,
    Kiosk,
    Page,
    View,
    add_pages,
    note,
    only_who_may,
)
from resource_finder.web.paper import print_page
from resource_finder.web.parts import parts_of
from resource_finder.web.pieces import hidden, icon
from resource_finder.web.rules import rule_page, rules_for
from resource_finder.web.security import init_security
from resource_finder.web.service_worker import register_service_worker
from resource_finder.web.spoken import named, spoken
from resource_finder.wording.lists import document_text
from resource_finder.wording.places import capital, county_choice, flowing, place_text, place_within
from resource_finder.wording.remarks import counted_from

_NUMBER = re.compile(r"\b\d{3}-\d{3}-\d{4}\b")


def _kept(
    path: str, name: str, view: View, methods: tuple[str, ...] = GET, kiosk: Kiosk = Kiosk.SHOWN
) -> Page:
    """A page that knows nothing of anybody: for a minute in a browser, and sent again to who asks next."""
    return Page(path, name, view, methods, Cache.A_MINUTE, is_rendered_once=True, kiosk=kiosk)


# Nothing is kept of a person's own list: the next one at this screen must not find it, not even without a
# network. A kiosk's addresses name neither county nor need, so the last three stand outside it.
PAGES: tuple[Page, ...] = (
    _kept("/", "start", start_page, kiosk=Kiosk.ASKS),
    _kept("/find", "find", find_page, BOTH, Kiosk.ASKS),
    _kept("/start", "first", first_page, BOTH, Kiosk.ASKS),
    Page("/list", "list", list_page, BOTH, kiosk=Kiosk.ASKS),
    Page("/c", "typed_code", code_page, kiosk=Kiosk.SHOWN),
    Page("/c/<code>", "code", code_page, kiosk=Kiosk.SHOWN),
    Page("/compare", "compare", compare_page, kiosk=Kiosk.ASKS),
    _kept("/service/<service>", "service", service_page),
    _kept("/organization/<organization>", "organization", organization_page),
    Page("/wrong", "wrong", wrong_page, BOTH, kiosk=Kiosk.ASKS),
    Page("/leave", "leave", leave, BOTH, kiosk=Kiosk.SHOWN),
    _kept("/about", "about", about_page),
    _kept("/privacy", "privacy", privacy_page),
    _kept("/crisis", "crisis", crisis_page),
    Page("/rules/<rule>", "rule", rule_page, cache=Cache.A_MINUTE, kiosk=Kiosk.SHOWN),
    Page("/print", "print", print_page, BOTH),
    _kept("/<county>", "county", county_page, kiosk=Kiosk.ABSENT),
    _kept("/<county>/<path:need>", "county_need", county_need_page, kiosk=Kiosk.ABSENT),
)

# Flask registers these itself; with their version in the address they are kept for a year (`security.py`).
_FILES = Page("/static/<path:filename>", "static", cache=Cache.AN_HOUR, kiosk=Kiosk.SHOWN)


def _blueprint(door: Door, app: Flask) -> Blueprint:
    blueprint = Blueprint(door.name, __name__, url_prefix=door.prefix or "/")
    has_all = not door.is_kiosk
    add_pages(blueprint, (page for page in PAGES if has_all or page.kiosk is not Kiosk.ABSENT), app)
    return blueprint


def _for_templates() -> dict[str, Any]:
    """What every page needs: its door, its static files, the other language."""
    door, settings = current_door(), parts_of(current_app).settings
    return {
        "door": door,
        "lang": door.lang,
        "dir": direction(door.lang),
        "languages": settings.languages,
        "asked": Asked(door),
        "opens_on_phones": opens_on_phones(settings),
    }


def whole_numbers(words: str) -> Markup:
    """Telephone numbers in a line of text, kept in one piece where the line breaks."""
    return Markup(_NUMBER.sub(r'<span class="tel">\g<0></span>', str(escape(words))))


def alarms() -> tuple[str, ...]:
    """Whom to call first, where the words just typed speak of a crisis. Nothing of them is kept."""
    return parts_of(current_app).crisis.in_line(visible(request.values.get("q", "")))


def register_pages(app: Flask) -> None:
    app.url_map.strict_slashes = False
    note(
        app,
        "static",
        replace(_FILES, view=app.send_static_file),
    )
    for door in doors_of(parts_of(app).settings.languages):
        app.register_blueprint(_blueprint(door, app))
    app.jinja_env.globals.update(
        asset=asset,
        icon=icon,
        hidden=hidden,
        language_switches=language_switches,
        alarms=alarms,
        rules_for=rules_for,
    )
    app.jinja_env.filters.update(
        capital=capital,
        whole_numbers=whole_numbers,
        dialled=phone_line,
        paper=document_text,
        place=place_text,
        place_within=place_within,
        county=county_choice,
        counted_from=counted_from,
        flowing=flowing,
        named=named,
        own_name=own_name,
        spoken=spoken,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_for_templates)
    register_county_map(app)
    register_service_worker(app)
    init_limits(app)
    app.before_request(only_who_may)
    app.before_request(refuse_facts_in_addresses)
    register_errors(app)
    init_kiosk(app)
    # The last registered runs first: headers are set, then the body is shrunk, then the page is kept.
    init_page_cache(app)
    init_compression(app)
    init_security(app)
