"""Somebody tells us that a listing is wrong: no account, no name, nothing about the person."""

import logging
import time

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, TimestampSigner
from sqlalchemy.exc import SQLAlchemyError

from resource_finder.catalogue.reports import keep_report
from resource_finder.catalogue.tables import db
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.web.cards import listing_of
from resource_finder.web.doors import current_door
from resource_finder.web.forms import WrongForm
from resource_finder.web.listings import offering_named
from resource_finder.web.pace import pace_of
from resource_finder.web.parts import parts_of
from resource_finder.web.security import comes_from_elsewhere

log = logging.getLogger(__name__)
# Hardly anybody reads the page and writes a sentence faster than this; programs do. Who does sends it again.
LEAST_SECONDS = 3
# Why a report was not kept, and what the page answers: the words stay in its form.
_CODES = {"fast": 400, "full": 503, "busy": 503}


def wrong_page() -> ResponseReturnValue:
    """The form; then thanks, or the form with its words and why they are not kept yet.

    Thanked and dropped is only what fills in the field that no person sees.
    """
    if request.method == "POST" and comes_from_elsewhere():
        abort(400)
    parts = parts_of(current_app)
    form = WrongForm(has_keyboard=not current_door().is_kiosk)
    offering = offering_named(form.id.data or request.args.get("id", ""), parts)
    if offering:
        form.id.data = offering.id
    opened = _opened_at(form)
    if offering is None and opened is None:
        abort(404)
    # A listing may leave the catalogue while somebody writes of it: the words are kept all the same.
    listing = listing_of(offering, current_door().lang) if offering else None
    why, code = "", 400 if form.is_submitted() else 200
    if form.validate_on_submit():
        why = "" if form.homepage.data else _why_not_kept(form, opened)
        if not why:
            return render_template("wrong_thanks.html", listing=listing)
        code = _CODES[why]
    if opened is None:
        form.started.data = _signer().sign(str(form.id.data)).decode()
    return render_template("wrong.html", form=form, listing=listing, why_not_kept=why), code


def _why_not_kept(form: WrongForm, opened: float | None) -> str:
    """Empty when the report is kept."""
    if opened is None or time.time() - opened < LEAST_SECONDS:
        return "fast"
    if not pace_of("reports").may():
        log.error("reports come faster than people write them: some are asked to wait a minute")
        return "busy"
    today = parts_of(current_app).now().astimezone(MISSOURI_TIME).date()
    try:
        is_kept = keep_report(db.engine, str(form.id.data), form.kind.data, form.text.data or "", today)
    except SQLAlchemyError as error:
        log.error("a report could not be kept: %s", type(error).__name__)
        return "busy"
    if not is_kept:
        log.error("the queue of reports is full: staff must look through it")
        return "full"
    return ""


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.secret_key or "", salt="wrong-form")


def _opened_at(form: WrongForm) -> float | None:
    """When the form of this listing was first shown; None for what we did not sign."""
    try:
        signed, at = _signer().unsign(form.started.data or "", return_timestamp=True)
    except BadSignature:
        return None
    return float(at.timestamp()) if signed.decode() == form.id.data else None
