"""Every page of the public site, at a glance: its path, its name, its view."""

import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, current_app, request
from flask.typing import ResponseReturnValue
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

View = Callable[..., ResponseReturnValue]
GET = ("GET",)
BOTH = ("GET", "POST")

ROUTES: tuple[tuple[str, str, View, tuple[str, ...]], ...] = (
    ("/", "start", start_page, GET),
    ("/find", "find", find_page, BOTH),
    ("/start", "first", first_page, BOTH),
    ("/list", "list", list_page, BOTH),
    ("/c", "typed_code", code_page, GET),
    ("/c/<code>", "code", code_page, GET),
    ("/compare", "compare", compare_page, GET),
    ("/service/<service>", "service", service_page, GET),
    ("/organization/<organization>", "organization", organization_page, GET),
    ("/wrong", "wrong", wrong_page, BOTH),
    ("/leave", "leave", leave, BOTH),
    ("/about", "about", about_page, GET),
    ("/privacy", "privacy", privacy_page, GET),
    ("/crisis", "crisis", crisis_page, GET),
    ("/rules/<rule>", "rule", rule_page, GET),
)
# A kiosk's addresses name neither county nor need, so these stand outside it.
LINKABLE: tuple[tuple[str, str, View, tuple[str, ...]], ...] = (
    ("/print", "print", print_page, BOTH),
    ("/<county>", "county", county_page, GET),
    ("/<county>/<path:need>", "county_need", county_need_page, GET),
)


def _blueprint(door: Door) -> Blueprint:
    blueprint = Blueprint(door.name, __name__, url_prefix=door.prefix or "/")
    for rule, page, view, methods in ROUTES if door.is_kiosk else ROUTES + LINKABLE:
        blueprint.add_url_rule(rule, page, view, methods=list(methods))
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
    for door in doors_of(parts_of(app).settings.languages):
        app.register_blueprint(_blueprint(door))
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
    app.before_request(refuse_facts_in_addresses)
    register_errors(app)
    init_kiosk(app)
    # The last registered runs first: headers are set, then the body is shrunk, then the page is kept.
    init_page_cache(app)
    init_compression(app)
    init_security(app)
