"""Somebody tells us that a listing is wrong: no account, no name, nothing about the person."""

import logging
import time

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, TimestampSigner
from sqlalchemy.exc import SQLAlchemyError

from resource_finder.catalogue.reports import Reports
from resource_finder.catalogue.tables import db
from resource_finder.domain.hours import MISSOURI_TIME
from resource_finder.domain.offering import Offering
from resource_finder.web.cards import listing_of
from resource_finder.web.doors import current_door
from resource_finder.web.forms import WrongForm
from resource_finder.web.listings import offering_named
from resource_finder.web.parts import parts_of

log = logging.getLogger(__name__)
# Nobody reads the page and writes a sentence faster than this; programs do.
LEAST_SECONDS = 3
MOST_SECONDS = 24 * 3600


def wrong_page() -> ResponseReturnValue:
    """The form; on success, thanks. What looks like a program is thanked and not kept."""
    parts = parts_of(current_app)
    form = WrongForm()
    offering = offering_named(form.id.data or request.args.get("id", ""), parts)
    if offering is None:
        abort(404)
    listing = listing_of(offering, current_door().lang)
    if form.validate_on_submit():
        is_person = not form.homepage.data and _took_a_while(form.started.data or "")
        if is_person and not _keep(offering, form):
            return render_template("wrong.html", form=form, listing=listing, is_not_kept=True), 503
        return render_template("wrong_thanks.html", listing=listing)
    form.id.data = offering.id
    if not form.is_submitted():
        form.started.data = _signer().sign(b"started").decode()
    code = 400 if form.is_submitted() else 200
    return render_template("wrong.html", form=form, listing=listing), code


def _keep(offering: Offering, form: WrongForm) -> bool:
    """Whether the report is kept; a full queue is for staff to see, not for who wrote."""
    today = parts_of(current_app).now().astimezone(MISSOURI_TIME).date()
    session = db.session()
    try:
        if not Reports(session).add(offering.id, form.kind.data, form.text.data or "", today):
            log.error("the queue of reports is full: staff must look through it")
        session.commit()
    except SQLAlchemyError as error:
        session.rollback()
        log.error("a report could not be kept: %s", type(error).__name__)
        return False
    return True


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.secret_key or "", salt="wrong-form")


def _took_a_while(started: str) -> bool:
    try:
        _text, signed = _signer().unsign(started, max_age=MOST_SECONDS, return_timestamp=True)
    except BadSignature:
        return False
    return time.time() - signed.timestamp() >= LEAST_SECONDS
