"""Somebody tells us that a listing is wrong: no account, no name, nothing about the person."""

import json
import logging
import time
from datetime import UTC, datetime
from pathlib import Path

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, TimestampSigner

from resource_finder.web.cards import listing_of
from resource_finder.web.doors import current_door
from resource_finder.web.forms import WrongForm
from resource_finder.web.listings import offering_named
from resource_finder.web.parts import parts_of

log = logging.getLogger(__name__)
# Nobody reads the page and writes a sentence faster than this; programs do.
LEAST_SECONDS = 3
MOST_SECONDS = 24 * 3600
MOST_BYTES = 5_000_000


def wrong_page() -> ResponseReturnValue:
    """The form; on success, thanks. What looks like a program is thanked and not kept."""
    parts = parts_of(current_app)
    form = WrongForm()
    offering = offering_named(form.id.data or request.args.get("id", ""), parts)
    if offering is None:
        abort(404)
    listing = listing_of(offering, current_door().lang)
    if form.validate_on_submit():
        if not form.homepage.data and _took_a_while(form.started.data or ""):
            report_wrong(parts.settings.instance, offering.id, f"{form.kind.data}: {form.text.data}")
        return render_template("wrong_thanks.html", listing=listing)
    form.id.data = offering.id
    if not form.is_submitted():
        form.started.data = _signer().sign(b"started").decode()
    code = 400 if form.is_submitted() else 200
    return render_template("wrong.html", form=form, listing=listing), code


def report_wrong(instance: Path, offering_id: str, text: str) -> None:
    """Keep one report for staff: which listing, when, and what was written. Nothing else."""
    queue = instance / "reports.jsonl"
    if queue.exists() and queue.stat().st_size > MOST_BYTES:
        log.error("the queue of reports is full: staff must read it")
        return
    row = {"offering": offering_id, "on": datetime.now(UTC).date().isoformat(), "text": text}
    with queue.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.secret_key or "", salt="wrong-form")


def _took_a_while(started: str) -> bool:
    try:
        _text, signed = _signer().unsign(started, max_age=MOST_SECONDS, return_timestamp=True)
    except BadSignature:
        return False
    return time.time() - signed.timestamp() >= LEAST_SECONDS
