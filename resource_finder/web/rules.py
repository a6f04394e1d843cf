"""Pages on what the law says, and the short list of links by which a need's page offers them."""

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from resource_finder.domain.law import Rule, rules_in
from resource_finder.web.parts import parts_of
from resource_finder.wording.remarks import month_text


def rule_page(rule: str) -> ResponseReturnValue:
    """One page of law. An address that names none is a page that was not found."""
    found = rules_in(parts_of(current_app).settings.data).get(rule)
    if found is None:
        abort(404)
    checked = month_text(found.checked_on) if found.checked_on else ""
    return render_template("rule.html", rule=found, checked=checked)


def rules_for(*needs: str) -> tuple[Rule, ...]:
    """The pages of law that a page on these needs may offer: links, never cards."""
    return rules_in(parts_of(current_app).settings.data).of(*needs)
