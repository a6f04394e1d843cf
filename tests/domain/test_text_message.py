"""A text message stays one message: the letters every phone sends, 160 of them at most."""

import pytest

from resource_finder.domain.text_message import MOST_LETTERS, gsm_length, gsm_text, one_message


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("¿Dónde está el albergue? ¡Aquí!", "¿Donde esta el albergue? ¡Aqui!"),
        ("Lleve su identificación, señor Ibáñez; café", "Lleve su identificacion, señor Ibañez; café"),
        ("“Salud” – l’hôpital… •", '"Salud" - l\'hopital... -'),
        ("ÁÍÓÚ ÉÑÜ", "AIOU ÉÑÜ"),
        ("Ozarks · 1/2 mile\u00a0north™", "Ozarks - 1/2 mile north"),
        ("Łódź 東京 🙂 ok", "odz   ok"),
    ],
)
def test_letters_outside_the_alphabet_become_their_plain_ones(text, sent):
    assert gsm_text(text) == sent


def test_every_letter_that_is_sent_is_in_the_alphabet():
    every = "".join(chr(number) for number in range(32, 0x2FFF) if not 0xD800 <= number < 0xE000)
    basic = (
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
    )
    assert set(gsm_text(every)) <= set(basic)
    assert set("éñü¿¡ÉÑÜ") <= set(gsm_text(every))


def test_signs_of_the_extension_table_count_twice():
    assert gsm_length("a€[") == 5


def test_a_message_never_loses_its_number_and_never_grows_too_long():
    text = one_message(
        "N" * 300, "573-555-0100", ["1 Nowhere Street", "https://help.example/service/mo-bed001"]
    )
    assert text.endswith("\n573-555-0100")
    assert gsm_length(text) == MOST_LETTERS


def test_what_does_not_fit_is_left_out_whole():
    text = one_message("Harbor", "573-555-0100", ["S" * 150, "https://help.example/service/mo-bed001"])
    assert text == "Harbor\n573-555-0100\nhttps://help.example/service/mo-bed001"


def test_a_listing_with_nothing_else_is_its_name():
    assert one_message("Harbor", "") == "Harbor"
