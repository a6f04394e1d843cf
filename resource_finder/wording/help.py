"""Why this is first: each factor of expected help as one short sentence."""

from collections.abc import Mapping

from flask_babel import gettext

from resource_finder.domain.verdicts import Value


def factor_text(name: str, values: Mapping[str, Value]) -> str:
    """What one factor says, by the case of its table that held."""
    return _SENTENCES[name](str(values["case"]))


def meant_for_text(group: str) -> str:
    """For whom such a place is by its nature; others ask."""
    words = {
        "youth": gettext("Meant for young people. Ask first if this is not you"),
        "seniors": gettext("Meant for people 60 and over. Ask first if this is not you"),
        "families": gettext("Meant for people with children. Ask first if this is not you"),
        "pregnant": gettext("Meant for people who are pregnant. Ask first if this is not you"),
        "veterans": gettext("Meant for veterans. Ask first if this is not you"),
        "supervised": gettext("Meant for people on parole or probation. Ask first if this is not you"),
        "disabled": gettext("Meant for people with a disability. Ask first if this is not you"),
        "fleeing": gettext("Meant for people whom somebody hurts. Ask first if this is not you"),
        "newcomers": gettext("Meant for people from other countries. Ask first if this is not you"),
        "in_prison": gettext("People join it in prison. Ask first if you can join outside"),
        "relatives": gettext("Meant for families of people in prison. Ask first if this is not you"),
    }
    return words[group]


def _still(case: str) -> str:
    if case == "no_date":
        return gettext("We do not know when this was last checked")
    if case == "unconfirmed":
        return gettext("It is not sure that they are still there")
    return gettext("The newer the check, the surer they are still there")


def _takes(case: str) -> str:
    words = {
        "yes": gettext("Nothing we know of stands in your way"),
        "not_said": gettext("They do not say if they take everybody"),
        "question": gettext("You must ask if they take you"),
        "group": gettext("It is for some people only"),
        "no": gettext("They do not take you"),
    }
    return words[case]


def _serves(case: str) -> str:
    words = {
        "listed": gettext("They serve where you are"),
        "near": gettext("They do not say which counties they serve"),
        "others": gettext("They list other counties"),
    }
    return words[case]


def _contact(case: str) -> str:
    words = {
        "phone": gettext("You can call them"),
        "phone_without_phone": gettext("You must borrow a phone to call them"),
        "walk_in": gettext("You can walk in, and the hours are known"),
        "street": gettext("Only the street is known"),
        "website": gettext("Only a website is known"),
        "nothing": gettext("We have no number and no address"),
    }
    return words[case]


def _way(case: str) -> str:
    words = {
        "line": gettext("You do not have to go there"),
        "covers": gettext("They help people in your county from farther away"),
        "miles": gettext("The nearer, the better"),
        "foot": gettext("You can walk"),
        "city_bus": gettext("A city bus goes there"),
        "call_ahead": gettext("A ride by phone goes there"),
        "medicaid": gettext("Medicaid may pay for the ride"),
        "intercity": gettext("A bus or train between cities goes there"),
        "none": gettext("We know of no ride there"),
    }
    return words[case]


def _words(case: str) -> str:
    words = {
        "all": gettext("It says what you typed"),
        "some": gettext("It says some of what you typed"),
        "none": gettext("It does not say what you typed"),
    }
    return words[case]


_SENTENCES = {
    "still": _still,
    "takes": _takes,
    "serves": _serves,
    "contact": _contact,
    "way": _way,
    "words": _words,
}
