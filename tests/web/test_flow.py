"""Where, what, who: the question flow keeps its answers, and keeps them out of the address."""

import pytest
from flask import Flask

from tests.real import real_app
from tests.web.client import Visitor


def test_county_and_need_answer_in_two_taps(visitor: Visitor) -> None:
    page = visitor.tap(visitor.tap(visitor.visit("/"), "Boone County"), "A place to live")
    assert page.h1 == "A place to live near Boone County"
    assert page.response.request.path == "/boone/housing"
    assert page.cards == ["mo-bed001", "mo-bed002", "mo-bed003", "mo-line01"]


def test_a_typed_place_gets_an_address_of_its_own(visitor: Visitor) -> None:
    page = visitor.send("/find", [("place", "65203")])
    assert page.response.request.method == "GET"
    assert "65203, Columbia" in page.text


def test_an_ambiguous_place_asks_which_one(visitor: Visitor) -> None:
    page = visitor.send("/find", [("place", "St. Louis"), ("need", "food")], 300)
    assert page.h1 == "Which one do you mean?"
    assert visitor.tap(page, "St. Louis City").h1 == "Food near St. Louis City"


def test_a_misspelt_place_is_suggested(visitor: Visitor) -> None:
    page = visitor.send("/find", [("place", "Sprngfield")], 404)
    assert "Springfield" in visitor.tap(page, "Springfield, Greene County").text


def test_a_place_outside_missouri_is_said_to_be(visitor: Visitor) -> None:
    assert "not in Missouri" in visitor.visit("/find?place=90210", 404).h1


def test_a_need_chosen_first_is_kept_while_the_place_is_asked(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/find?need=food"), "Greene County")
    assert page.h1 == "Food near Greene County"


def test_one_tap_tells_a_record_and_the_refusing_are_folded_away(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "A sex offense")
    assert "mo-bed001" not in page.cards
    assert "1 more does not take you." in page.text
    assert "mo-bed001" in visitor.tap(page, "Show").cards


def test_what_is_told_stands_in_no_address_title_or_cookie(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "A sex offense")
    assert page.response.request.query_string == b"said=1"
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.soup.title is not None
    assert "offense" not in page.soup.title.get_text()
    assert not [link for link in page.links() if "sex_offense" in link and not link.startswith("sms:")]


def test_questions_come_one_at_a_time_and_each_can_be_left_unsure(visitor: Visitor) -> None:
    page = visitor.visit("/boone/housing")
    asked = []
    while page.soup.select_one("#question h2"):
        heading = page.soup.select_one("#question h2")
        assert heading is not None
        asked.append(heading.get_text())
        page = visitor.tap(page, "Not sure")
    assert len(asked) == len(set(asked)) > 5
    assert "mo-bed001" in page.cards


def test_no_more_questions_ends_them(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "No more questions")
    assert page.soup.select_one("#question") is None


def test_what_was_skipped_can_be_asked_again(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "A drug crime")
    page = visitor.tap(visitor.tap(page, "Not sure"), "No more questions")
    page = visitor.tap(page, "Ask again what I skipped")
    heading = page.soup.select_one("#question h2")
    assert heading is not None
    assert heading.get_text() == "Who needs the help?"
    assert "A drug crime" in page.text


def test_a_part_of_a_need_leads_back_to_all_of_it(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone"), "A bed for tonight")
    assert page.h1 == "A bed for tonight near Boone County"
    assert visitor.tap(page, "A place to live").h1 == "A place to live near Boone County"


def test_a_number_to_call_stands_before_the_first_question(visitor: Visitor) -> None:
    html = str(visitor.visit("/boone/housing").soup)
    assert 0 < html.index('class="call') < html.index('id="question"')


@pytest.mark.parametrize(("page", "heading"), [("/start", "The first 72 hours in"), ("/list", "")])
def test_other_pages_ask_which_place_and_go_on_to_themselves(
    visitor: Visitor, page: str, heading: str
) -> None:
    which = visitor.visit(f"{page}?place=st. louis", 300)
    chosen = visitor.tap(which, "St. Louis City")
    assert chosen.response.request.path == page
    assert chosen.h1.startswith(heading)
    near = visitor.visit(f"{page}?place=colombia", 404)
    assert visitor.tap(near, "Columbia, Boone County").response.request.path == page


def test_changing_one_answer_keeps_the_others(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "A drug crime")
    page = visitor.tap(visitor.tap(page, "A man"), "Yes")
    page = visitor.tap(page, "A drug crime")
    heading = page.soup.select_one("#question h2")
    assert heading is not None
    assert heading.get_text() == "Do you have a record for one of these?"
    sent = dict.fromkeys(value for name, value in page.fields(page.button("Arson")) if name == "about")
    assert list(sent) == ["man", "children"]


def test_changing_the_need_keeps_the_answers(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "A drug crime")
    page = visitor.tap(visitor.tap(page, "Change need"), "Food")
    assert page.h1 == "Food near Boone County"
    assert "A drug crime" in page.text


def test_somebody_else_is_spoken_of_in_the_third_person(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/"), "It is for somebody else")
    assert page.h1 == "Where will they live?"
    page = visitor.tap(visitor.tap(page, "Boone County"), "A place to live")
    assert "Does the person have a record" in page.text
    page = visitor.tap(page, "A sex offense")
    assert "1 more does not take the person." in page.text


def test_the_other_language_keeps_the_answers(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "A sex offense")
    other = page.soup.select_one("header form")
    assert other is not None
    fields = [(str(i["name"]), str(i["value"])) for i in other.select("input")]
    spanish = visitor.send(str(other["action"]), fields)
    assert spanish.soup.html is not None
    assert spanish.soup.html["lang"] == "es"
    assert "mo-bed001" not in spanish.cards


def test_nothing_near_says_so_and_shows_the_closest(visitor: Visitor) -> None:
    page = visitor.visit("/worth/job")
    assert "We know of no place for this in Worth County. These are the nearest:" in page.text
    assert page.cards == ["mo-evil01"]
    assert "/nodaway/job" in page.links()


def test_a_long_list_has_a_second_page_without_repeats(visitor: Visitor) -> None:
    pages = [visitor.visit("/greene/food")]
    while pages[-1].soup.find(string="More places"):
        pages.append(visitor.tap(pages[-1], "More places"))
    listed = [card for page in pages for card in page.cards]
    assert len(listed) == len(set(listed)) == 25
    assert len(pages) == 3


def test_a_page_beyond_the_last_is_not_there(visitor: Visitor) -> None:
    visitor.visit("/greene/food?page=9", 404)


def test_two_needs_show_both_lists(visitor: Visitor) -> None:
    page = visitor.visit("/find?place=Boone County&need=housing&need=food")
    assert page.h1 == "Help near Boone County"
    assert {"A place to live", "Food"} <= {h.get_text() for h in page.soup.find_all("h2")}


def test_only_open_now_leaves_out_what_is_closed_or_unsure(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "Only open now")
    assert page.cards == ["mo-bed001", "mo-line01"]


def test_a_private_address_is_nowhere_on_the_page(visitor: Visitor) -> None:
    for path in ("/boone/housing/tonight", "/service/mo-bed003", "/list?id=mo-bed003"):
        page = visitor.visit(path)
        assert "The address is private" in page.text
        assert not [link for link in page.links() if link.startswith("geo:")] or path.startswith("/boone")


def test_an_old_fact_says_call_first_and_a_missing_policy_says_ask(visitor: Visitor) -> None:
    page = visitor.tap(visitor.visit("/boone/housing"), "A drug crime")
    card = page.soup.select_one("[data-offering=mo-bed002]")
    assert card is not None
    assert "Call first: last checked 2020" in card.get_text()
    assert card.select_one(".verdict.ask") is not None


def test_a_card_lets_you_call_at_a_tap(visitor: Visitor) -> None:
    page = visitor.visit("/boone/housing")
    assert "tel:+15735550100" in page.links()
    assert "tel:+15735550101,12" in page.links()


@pytest.mark.parametrize("fields", [[("answer", "record:murder")], [("change", "shoe")], [("about", "rich")]])
def test_an_answer_that_we_never_gave_is_refused(visitor: Visitor, fields: list[tuple[str, str]]) -> None:
    visitor.send("/find", [("place", "boone"), ("need", "housing"), *fields], 400)


def test_a_point_from_the_phone_stays_out_of_the_address(visitor: Visitor) -> None:
    page = visitor.send("/find", [("place", "38.95, -92.33"), ("need", "housing")])
    assert page.response.request.method == "POST"
    assert "Boone County" in page.h1


def test_search_words_stay_out_of_the_address(app: Flask, visitor: Visitor) -> None:
    page = visitor.send("/find", [("place", "Boone County"), ("q", "felon friendly")])
    assert page.response.request.method == "POST"
    assert not [link for link in page.links() if "felon" in link]


def test_an_old_listing_on_paper_says_call_first(visitor: Visitor) -> None:
    text = visitor.visit("/list?id=mo-bed001&id=mo-bed002").text
    assert "Checked Jan 2026 · Source: Nobody" in text
    assert "Call first: last checked 2020" in text


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("food kansas sity", "Kansas City, Jackson County"),
        ("doctor poplar bluf", "Poplar Bluff, Butler County"),
        ("comida sprinfil", "Springfield, Greene County"),
    ],
)
def test_a_line_with_a_misspelt_town_offers_the_town(line: str, meant: str) -> None:
    visitor = Visitor(real_app())
    page = visitor.send("/find", [("q", line)])
    assert page.h1 == "Where will you live?"
    assert visitor.tap(page, meant).h1.endswith(f"near {meant}")


def test_words_that_say_no_need_are_not_taken_for_a_town() -> None:
    assert "Did you mean" not in Visitor(real_app()).send("/find", [("q", "interlock device")]).text


def test_only_open_now_says_what_it_leaves_out(visitor: Visitor) -> None:
    words = "Places whose hours we do not know are left out."
    assert words not in visitor.visit("/boone/housing").text
    assert words in visitor.visit("/boone/housing?open=now").text


def test_a_kiosk_says_who_may_call(kiosk: Visitor) -> None:
    page = kiosk.tap(kiosk.tap(kiosk.visit("/"), "Boone County"), "A place to live")
    assert "No phone? Ask the staff here to call for you." in page.text
