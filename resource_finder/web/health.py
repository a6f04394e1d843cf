"""Is it alive, is it ready: what a load balancer and a person on duty ask."""

from flask import Blueprint, Flask, Response, current_app, jsonify

from resource_finder.web.page_table import Kiosk, Page, add_pages
from resource_finder.web.parts import parts_of


def healthz() -> Response:
    return jsonify({"status": "alive"})


def readyz() -> Response:
    """200 with a catalogue and an index of the same hash; 503 with what is missing."""
    ready = parts_of(current_app).ready()
    response = jsonify(
        {"ready": ready.is_ready, "catalogue": ready.catalogue, "index": ready.index, "why": ready.why}
    )
    response.status_code = 200 if ready.is_ready else 503
    return response


def register_health(app: Flask) -> None:
    health = Blueprint("health", __name__)
    pages = (
        Page("/healthz", "healthz", healthz, kiosk=Kiosk.SHOWN),
        Page("/readyz", "readyz", readyz, kiosk=Kiosk.SHOWN),
    )
    add_pages(health, pages, app)
    app.register_blueprint(health)
