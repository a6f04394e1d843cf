"""Pages that only tell: about, privacy, help right now."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from resource_finder.web.parts import parts_of


def about_page() -> ResponseReturnValue:
    catalogue = parts_of(current_app).finder().catalogue
    return render_template("about.html", sources=catalogue.sources)


def privacy_page() -> ResponseReturnValue:
    return render_template("privacy.html")


def crisis_page() -> ResponseReturnValue:
    """What a browser keeps for the time without a network."""
    return render_template("crisis.html")
