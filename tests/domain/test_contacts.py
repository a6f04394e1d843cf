"""What leads nowhere or does harm is at no door."""

from dataclasses import replace

import pytest

from resource_finder.domain.contacts import can_be_dialled, email_address, reachable_row, web_address
from resource_finder.domain.offering import Offering, Phone

GOOD = ("https://harbor.example/", "http://a.b.example:8080/x?y=1#z", "https://xn--bcher-kva.example")
ODD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://a.example",
    "//a.example",
    "http:",
    "http://",
    "https:///path",
    "http://[::1",
    "http://[::1]/",
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://localhost/",
    "http://a.example:99999/",
    "https://user:pass@a.example/",
    "https://a.example\\@evil.example",
    "https://a.example/\r\nX: y",
    "https://a.example/ x",
    'https://a.example/"onclick="x',
    "https://a.example/\u202egnp",
    "https://a.example/\x1b[2J",
    "https://аррӏе.example/",
    "a.example",
)


@pytest.mark.parametrize("address", GOOD)
def test_a_public_address_stays(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize("address", ["", *ODD])
def test_any_other_address_is_left_out(address: str) -> None:
    assert web_address(address) == ""


@pytest.mark.parametrize(
    "text", ["", "a", "a@b", "a@b.example\nBcc: c@d.example", "a b@c.example", "<a@b.co>"]
)
def test_what_is_no_mail_address_is_left_out(text: str) -> None:
    assert email_address(text) == ""
    assert email_address("help@harbor.example") == "help@harbor.example"


@pytest.mark.parametrize("number", ["573-555-0100", "(573) 555-0100", "988", "+1 573.555.0100", "66746"])
def test_a_number_can_be_dialled(number: str) -> None:
    assert can_be_dialled(Phone(number))


@pytest.mark.parametrize(
    "number", ["", "call us", "*#06#", "573-555-0100;x", "9" * 16, "12", "573\u202e0100"]
)
def test_what_dials_something_else_is_left_out(number: str) -> None:
    assert not can_be_dialled(Phone(number))
    assert not can_be_dialled(Phone("573-555-0100", ",,,9#"))


def test_a_good_row_is_the_very_same_and_of_an_odd_one_the_rest_stays() -> None:
    good = Offering(
        id="a", organization="A", service="", needs=("food",), website=GOOD[0], phones=(Phone("988"),)
    )
    assert reachable_row(good) is good
    odd = replace(good, website=ODD[0], email="a@b", phones=(Phone("x"), Phone("988")))
    assert reachable_row(odd) == replace(good, website="")
