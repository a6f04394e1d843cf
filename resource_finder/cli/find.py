"""`resource-finder find` and `understand`: the same finder, in a terminal."""

import sys
from typing import Any, NoReturn

import click
from flask_babel import force_locale

from resource_finder.app import create_app
from resource_finder.asking.json_said import request_in
from resource_finder.cli.plain_output import json_text
from resource_finder.config import settings_from
from resource_finder.domain.circumstances import CIRCUMSTANCES
from resource_finder.domain.visible import visible
from resource_finder.languages import ENGLISH, LANGUAGES
from resource_finder.web.match_json import answer_json, understood_json
from resource_finder.web.parts import parts_of
from resource_finder.web.problems import CANNOT_ANSWER, Problem, problem_of


@click.command()
@click.option("--place", default="", help="A ZIP, town or county of Missouri.")
@click.option("--need", "needs", multiple=True, help="A need; may be repeated.")
@click.option("--about", "about", multiple=True, type=click.Choice(CIRCUMSTANCES), help="A circumstance.")
@click.option("--words", default="", help="A line as people type it.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 5000))
@click.option("--refused", is_flag=True, help="List those too that do not take the person.")
@click.option("--lang", default="en", type=click.Choice(LANGUAGES))
@click.option("--json", "as_json", is_flag=True, help="Print the JSON of /api/v1/match.")
def find(
    place: str,
    needs: tuple[str, ...],
    about: tuple[str, ...],
    words: str,
    limit: int,
    refused: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Places that help: the one to start with, then step by step the likeliest first."""
    asked = {
        "place": place,
        "needs": list(needs),
        "about": list(about),
        "words": words,
        "limit": limit,
        "refused": refused,
        "lang": lang,
    }
    answer = _answer(asked)
    if as_json:
        click.echo(json_text(answer, by_name=True))
        return
    click.echo(answer["place"]["label"])
    for found in answer["lists"]:
        click.echo(
            f"\n{found['need'] or words}: {found['total']} found, {found['refused']} do not take this person"
        )
        _print_list(found)


@click.command()
@click.argument("line")
@click.option("--lang", default="en", type=click.Choice(LANGUAGES))
def understand(line: str, lang: str) -> None:
    """How a typed line is read, as JSON, without searching."""
    app = create_app(settings_from())
    with app.app_context(), force_locale(ENGLISH):
        answer = understood_json(parts_of(app).reader.read(visible(line), lang))
    click.echo(json_text(answer, by_name=True))


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    """The same that every other door answers; where there is no answer, one line says why."""
    app = create_app(settings_from())
    parts = parts_of(app)
    with app.app_context(), force_locale(ENGLISH):
        try:
            return answer_json(request_in(asked, parts.needs, parts.settings.languages), parts)
        except CANNOT_ANSWER as error:
            _give_up(problem_of(error))


def _give_up(problem: Problem) -> NoReturn:
    said = [problem.title, problem.detail]
    said += [found["label"] for key in ("alternatives", "suggestions") for found in problem.more.get(key, [])]
    click.echo("resource-finder find: " + "; ".join(part for part in said if part), err=True)
    sys.exit(2 if problem.status < 500 else 1)


def _print_list(found: dict[str, Any]) -> None:
    """The one to start with, then what else is shown under the heading of its step."""
    titles = {step["step"]: f"{step['title']} ({step['total']})" for step in found["steps"]}
    heading = ""
    for at, match in enumerate(found["matches"]):
        if at and match["step"] != heading:
            heading = match["step"]
            click.echo(f"\n{titles.get(heading, heading)}")
        click.echo(_line(match))


def _line(match: dict[str, Any]) -> str:
    sign = {"yes": "+", "ask": "?", "no": "-"}[match["verdict"]]
    miles = f"{match['miles']:5.1f} mi" if match["miles"] is not None else f"{match['band']:>8}"
    phone = match["phones"][0] if match["phones"] else "no phone known"
    return f"{sign} {miles}  {match['organization_name']}: {match['name']} · {phone}"
