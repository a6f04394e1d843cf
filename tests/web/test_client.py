"""Proof that the page checks fail: each rule, broken once."""

import pytest

from tests.web.client import PageFault, look_over

GOOD = (
    '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
    "<title>Hello there · Site</title></head>"
    "<body><main><h1>Hello there</h1>{}</main></body></html>"
)


def test_a_good_page_passes() -> None:
    look_over(GOOD.format('<p id="a"><a href="/b">Go on</a></p>'))


@pytest.mark.parametrize(
    "broken",
    [
        "<h1>Another</h1>",
        '<p id="a"></p><p id="a"></p>',
        '<input id="q" name="q">',
        '<label for="gone">Word</label>',
        '<script>alert("hi")</script>',
        "<style>p { color: red }</style>",
        '<p style="color: red">Red</p>',
        '<p onclick="go()">Go</p>',
        '<img src="/a.png">',
        '<script src="https://elsewhere.example/a.js"></script>',
        '<img alt="" src="//elsewhere.example/a.png">',
        '<form method="post"><button>Send</button></form>',
        '<a href="javascript:alert(1)">Go</a>',
        '<a href="https://elsewhere.example/">Away</a>',
        '<a href="/b"></a>',
        '<a href="#gone">To what is not there</a>',
        "<p><div>Open</p></div>",
        "<ul><p>Odd</ul></b>",
    ],
)
def test_a_broken_page_fails(broken: str) -> None:
    with pytest.raises(PageFault):
        look_over(GOOD.format(broken))


def test_a_title_that_does_not_start_with_the_heading_fails() -> None:
    with pytest.raises(PageFault):
        look_over(GOOD.format("").replace("<title>Hello", "<title>Other"))


def test_a_page_without_a_language_fails() -> None:
    with pytest.raises(PageFault):
        look_over(GOOD.format("").replace(' lang="en"', ""))
