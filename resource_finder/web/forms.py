"""Typed words and taps into checked values, with an error for each field."""

from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from resource_finder.asking.checks import BadQuestion, checked_about, checked_needs, checked_open
from resource_finder.asking.questions import SKIPPED, STOP
from resource_finder.domain.circumstances import QUESTION_OF
from resource_finder.domain.needs import Needs
from resource_finder.domain.visible import visible

MOST_LETTERS = 200
MOST_PAGES = 500
# A sentence or two; what is typed beyond them would only be carried from page to page.
MOST_OF_A_LINE = 500


def _stripped(text: str | None) -> str:
    return visible(text or "")


def _in_lines(text: str | None) -> str:
    return visible(text or "", keeps_lines=True)


def values_sent() -> MultiDict[str, str]:
    """What was asked: of a form its fields, else the address."""
    return request.form if request.method == "POST" else request.args


class ListField(Field):
    """Every value sent under one name."""

    data: list[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [value.strip() for value in valuelist if value.strip()]

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())


class FindForm(Form):
    """Where, what, and what was said of the person. A read: it changes nothing, so it bears no token."""

    place = StringField(filters=[_stripped], validators=[Length(max=MOST_LETTERS)])
    need = ListField()
    q = StringField(filters=[_stripped, lambda line: line[:MOST_OF_A_LINE]])
    about = ListField()
    answered = ListField()
    open = StringField(default="any", filters=[_stripped])
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, MOST_PAGES)])
    step = StringField(filters=[_stripped], validators=[Length(max=MOST_LETTERS)])
    answer = ListField()
    change = StringField()
    visit = StringField()

    def __init__(self, sent: Any, needs: Needs) -> None:
        self._needs = needs
        super().__init__(sent)

    def validate_need(self, field: ListField) -> None:
        try:
            field.data = list(checked_needs(field.data, self._needs))
        except BadQuestion as error:
            raise ValidationError(gettext("We do not know this need.")) from error

    def validate_about(self, field: ListField) -> None:
        try:
            field.data = list(checked_about(field.data))
        except BadQuestion as error:
            raise ValidationError(gettext("We do not know this answer.")) from error

    def validate_answered(self, field: ListField) -> None:
        if not set(field.data) <= {*QUESTION_OF, STOP}:
            raise ValidationError(gettext("We do not know this question."))

    def validate_open(self, field: StringField) -> None:
        try:
            field.data = checked_open(field.data or "")
        except BadQuestion as error:
            raise ValidationError(gettext("It may be “now” or “any”.")) from error

    def validate_answer(self, field: ListField) -> None:
        for answer in field.data:
            code, _colon, about = answer.partition(":")
            question = QUESTION_OF.get(code)
            is_answer = question is not None and (not about or about in question.facts)
            if code != STOP and not is_answer:
                raise ValidationError(gettext("We do not know this answer."))

    def validate_change(self, field: StringField) -> None:
        if field.data and field.data not in (*QUESTION_OF, SKIPPED):
            raise ValidationError(gettext("We do not know this question."))


class WrongForm(FlaskForm):
    """Somebody tells us that a listing is wrong. No name, no address, no account."""

    kind = SelectField(
        _("What is wrong?"),
        # Nothing is chosen beforehand: a slip would be read as a wrong number.
        choices=[
            SelectChoice("", _("Choose one")),
            SelectChoice("phone", _("The phone number")),
            SelectChoice("closed", _("It is closed or has moved")),
            SelectChoice("hours", _("The hours")),
            SelectChoice("who", _("Who they take")),
            SelectChoice("other", _("Something else")),
        ],
        validators=[DataRequired(_("Choose what is wrong."))],
    )
    text = TextAreaField(
        _("What should it say?"),
        filters=[_in_lines],
        validators=[Length(max=1000, message=_("Write at most 1,000 letters."))],
    )
    # People never see this field; programs fill in all they find.
    homepage = StringField(_("Leave this empty"))
    started = HiddenField()
    id = HiddenField()

    def __init__(self, has_keyboard: bool = True) -> None:
        super().__init__()
        self._has_keyboard = has_keyboard

    def validate_text(self, field: TextAreaField) -> None:
        """Only "something else" says nothing by itself."""
        if self.kind.data == "other" and self._has_keyboard and not field.data:
            raise ValidationError(gettext("Write what is wrong."))
