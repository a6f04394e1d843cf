"""Pieces that stand on a page so often that a macro for each would cost more than all that the page says."""

from markupsafe import Markup, escape

from resource_finder.web.asked import Asked
from resource_finder.web.assets import asset


def icon(name: str) -> Markup:
    """One picture of the sheet of icons; it says nothing to who cannot see."""
    picture = f"{asset('icons.svg')}#{escape(name)}"
    return Markup(f'<svg class="icon" aria-hidden="true"><use href="{picture}"/></svg>')


def hidden(asked: Asked) -> Markup:
    """What was asked so far, as the fields of a form that leads on."""
    fields = (f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in asked.fields)
    return Markup("".join(fields))
