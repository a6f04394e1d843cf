"""Is it alive, is it ready: what a load balancer and a person on duty ask."""

from flask import Blueprint, Flask, Response, current_app, jsonify

from resource_finder.web.parts import parts_of

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    response = jsonify({"status": "alive"})
    response.headers["Cache-Control"] = "no-store"
    return response


@health.get("/readyz")
def readyz() -> Response:
    """200 with a catalogue and an index of the same hash; 503 with what is missing."""
    ready = parts_of(current_app).ready()
    response = jsonify(
        {"ready": ready.is_ready, "catalogue": ready.catalogue, "index": ready.index, "why": ready.why}
    )
    response.status_code = 200 if ready.is_ready else 503
    response.headers["Cache-Control"] = "no-store"
    return response


def register_health(app: Flask) -> None:
    app.register_blueprint(health)
