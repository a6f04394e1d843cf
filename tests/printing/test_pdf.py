"""What people notice of the paper: whole listings, large letters, words as they were written."""

import os
import re
import resource
import tempfile
import threading
import zlib
from pathlib import Path

import pytest

from resource_finder.printing.listing import PrintedPhone, Section
from resource_finder.printing.pdf import MOST_AT_ONCE, MOST_IN_LINE, Limits, PdfUnavailable, _turn, pdf
from tests.printing.making import entry, pages_of, paper, poppler, poppler_bytes

LINK = "https://finder.example/l/7k2m9q"
POINTS_OF_LARGE_PRINT = 18


def plain(text: str) -> str:
    """Without blanks and breaks, which a line's end adds or takes."""
    return re.sub(r"[\s\u200b]", "", text)


def test_every_page_says_the_county_the_day_and_which_page_it_is(tmp_path: Path) -> None:
    pages = pages_of(pdf(paper(*(entry(f"House {n}") for n in range(12)))), tmp_path)
    for number, page in enumerate(pages, 1):
        assert "Boone County" in page
        assert "November 25, 2026" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "988" in page


def test_a_listing_says_in_few_lines_what_is_needed_to_go_there(tmp_path: Path) -> None:
    page = " ".join(pages_of(pdf(paper()), tmp_path)[0].split())
    for words in (
        "Fictional House",
        "573-555-0100",
        "extension 4",
        "1 Fictional Street, Columbia",
        "Mon to Fri 8 am to 5 pm",
        "Bring: photo ID",
        "City bus",
        "about 2 miles",
        "Checked Oct 2026",
        "source 1",
        "Sources 1. Fictional Office",
        "Officer:",
        "Next appointment:",
        "Worker:",
    ):
        assert words in page
    assert "Notes:" not in page


@pytest.mark.parametrize("style", ["normal", "large"])
def test_lines_to_write_on_are_printed_when_asked_for(style: str, tmp_path: Path) -> None:
    (page,) = pages_of(pdf(paper(entry("One"), entry("Two")), style, lines=True), tmp_path)  # type: ignore[arg-type]
    assert page.count("Notes:") == 2


def test_a_source_of_many_listings_is_printed_once_and_each_bears_its_number(tmp_path: Path) -> None:
    entries = [entry(f"House {n}", source="First Office" if n % 2 else "Other Office") for n in range(6)]
    text = poppler("pdftotext", pdf(paper(*entries, entry("House 6", source=""))), tmp_path, "-layout")
    assert (text.count("First Office"), text.count("Other Office")) == (1, 1)
    assert (text.count("source 1"), text.count("source 2")) == (3, 3)


def test_steps_are_headings_and_where_to_start_stands_in_a_box_above_them(tmp_path: Path) -> None:
    told = (
        entry("Front Door", step="Shelters", is_first=True, turn=0),
        entry("House A", step="Houses", turn=1),
        entry("House B", step="Houses", turn=2),
        entry("Shelter C", step="Shelters", turn=3),
    )
    file = pdf(paper(*told))
    text = poppler("pdftotext", file, tmp_path)
    order = ["Start here", "Front Door", "Houses", "House A", "House B", "Shelters", "Shelter C"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert text.count("Shelters") == 1
    tags = re.findall(r"^ *(H\d)", poppler("pdfinfo", file, tmp_path, "-struct"), re.M)
    assert tags == ["H1", "H2", "H3", "H3", "H4", "H4", "H3", "H4", "H2"]


def test_a_directory_page_holds_a_dozen_places_and_large_print_five(tmp_path: Path) -> None:
    entries = [entry(f"House {n:02}", source=f"Office {n % 4}") for n in range(60)]
    normal = pages_of(pdf(paper(*entries, link=LINK)), tmp_path)
    large = pages_of(pdf(paper(*entries, link=LINK), "large"), tmp_path)
    assert min(len(re.findall(r"House \d\d", page)) for page in normal[:-1]) >= 12
    assert min(len(re.findall(r"House \d\d", page)) for page in large[:-1]) >= 5


def test_what_is_left_of_a_page_goes_to_whatever_still_fits(tmp_path: Path) -> None:
    long = [entry("House A"), entry("House B", summary="A bed. " * 1500, turn=1)]
    small = [entry(f"Kitchen {n}", turn=n) for n in range(8)]
    both = paper(sections=[Section("Beds", tuple(long)), Section("Food", tuple(small))])
    text = "".join(pages_of(pdf(both, pages=1), tmp_path))
    assert "House B" not in text
    assert len(re.findall(r"Kitchen \d", text)) == 8


def test_names_and_streets_are_read_aloud_as_english_on_other_papers() -> None:
    """Told in the tags, which a screen reader heeds; on an English paper nothing needs to be told."""
    assert _said_in_english(pdf(paper(lang="es"))) == 3  # the name, the street, the source
    assert (
        _said_in_english(pdf(paper(entry(service="Project FICTION", service_is_name=True), lang="es"))) == 4
    )
    assert _said_in_english(pdf(paper())) == 1  # the paper itself


def _said_in_english(file: bytes) -> int:
    """How many pieces of the text bear a language of their own."""
    streams = (
        zlib.decompress(found)
        for found in re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL)
    )
    return sum(stream.count(b"/Lang(en)") + stream.count(b"/Lang (en)") for stream in (*streams, file))


@pytest.mark.parametrize("style", ["normal", "large"])
def test_no_listing_is_split_across_pages(style: str, tmp_path: Path) -> None:
    entries = (
        entry(f"House {n:02}", summary="A bed. " * (n % 9), street=f"9{n:02} Oak Street") for n in range(40)
    )
    pages = pages_of(pdf(paper(*entries), style, lines=True), tmp_path)  # type: ignore[arg-type]
    assert len(pages) > 2
    for page in pages:
        houses = re.findall(r"House (\d\d)", page)
        assert sorted(houses) == sorted(re.findall(r"9(\d\d) Oak Street", page))
        assert page.count("Notes:") == len(houses)


def test_a_listing_longer_than_a_page_loses_nothing(tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(1500)]
    text = poppler("pdftotext", pdf(paper(entry(summary=" ".join(words)))), tmp_path)
    assert re.findall(r"word\d+", text) == words


def test_large_print_has_no_letter_under_18_points(tmp_path: Path) -> None:
    file = pdf(paper(entry(), entry("Second House"), note="Ask at the desk", link=LINK), "large", pages=9)
    fonts = poppler("pdftohtml", file, tmp_path, "-xml", "-stdout", "-zoom", "1", "-i")
    sizes = [int(size) for size in re.findall(r'<fontspec [^>]*size="(\d+)"', fonts)]
    assert sizes
    assert min(sizes) >= POINTS_OF_LARGE_PRINT


def test_a_page_count_is_kept_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    sections = [Section(title, tuple(entry(f"{title} {n}") for n in range(30))) for title in ("Beds", "Food")]
    whole, short = paper(sections=sections), paper(sections=sections)
    pages = pages_of(pdf(short, pages=2), tmp_path)
    assert len(pages) == 2
    text = "".join(pages)
    printed = len(re.findall(r"(?:Beds|Food) \d+", text))
    assert f"{60 - printed} more: ask for the whole list." in text
    assert "Beds 0" in text
    assert "Food 0" in text
    assert len(pages_of(pdf(whole), tmp_path)) > 2


def test_a_page_count_that_suffices_leaves_nothing_out(tmp_path: Path) -> None:
    (page,) = pages_of(pdf(paper(entry("Only House")), pages=3), tmp_path)
    assert "Only House" in page
    assert "more:" not in page


def test_a_listing_left_out_is_not_said_to_be_named_above(tmp_path: Path) -> None:
    sections = [
        Section("Beds", tuple(entry(f"House {n:02}") for n in range(30))),
        Section("Food", (entry("Kitchen"),), above=("House 00", "House 29")),
    ]
    text = "".join(pages_of(pdf(paper(sections=sections), pages=1), tmp_path))
    assert "named above: House 00" in text
    assert "House 29" not in text


@pytest.mark.parametrize(
    "words",
    [
        '#import "@preview/cetz:0.3.0"',
        '#read("/etc/hostname")',
        "{{7*7}} {page} {count}",
        r"\input{/etc/passwd} \u{41}",
        "$x$ *bold* _it_ `raw` @label",
        "<a href=x>here</a> &amp;",
        "// comment /* more */ -- ~ = - + /",
        "Núñez, “Él” ¿qué? ŠĐ",
        "שלום",
    ],
)
def test_hostile_words_are_printed_as_they_are(words: str, tmp_path: Path) -> None:
    hostile = entry(words, service=words, summary=words, phones=(PrintedPhone(words, words),), source=words)
    file = pdf(paper(sections=[Section(words, (hostile,))], title=words, county_label=words, note=words))
    text = plain(poppler("pdftotext", file, tmp_path))
    assert text.count(plain(words)) >= 9
    assert b"/EmbeddedFile" not in file


def test_a_word_of_ten_thousand_letters_stays_whole_and_on_the_paper(tmp_path: Path) -> None:
    word = "".join(f"{n:05}" for n in range(2000))
    file = pdf(paper(entry(summary=word, service="", phones=())), "large")
    left = ("-x", "0", "-y", "40", "-W", "612", "-H", "712")
    body = plain(poppler("pdftotext", file, tmp_path, *left))
    assert word in body


@pytest.mark.parametrize(
    "word", ["👍 🏠", "日本語", "\ud800", "\x00\x1b", "\ue000", "\ufffe", "\u0378", "\u202e"]
)
def test_signs_that_no_font_has_do_not_stop_the_paper(word: str, tmp_path: Path) -> None:
    file = pdf(paper(entry(f"House {word}", summary=word), title=word, note=word))
    assert "573-555-0100" in poppler("pdftotext", file, tmp_path)
    assert "House" in poppler("pdftotext", file, tmp_path)


def test_the_paper_can_be_read_aloud(tmp_path: Path) -> None:
    file = pdf(paper(lang="es", title="Ayuda cerca de Columbia", link=LINK))
    about = poppler("pdfinfo", file, tmp_path)
    assert re.search(r"Title: +Ayuda cerca de Columbia", about)
    assert re.search(r"Tagged: +yes", about)
    assert re.search(r"Page size: +612 x 792 pts \(letter\)", about)
    assert b"/Lang(es)" in file
    assert re.search(r"pdfuaid:part>\s*1", poppler("pdfinfo", file, tmp_path, "-meta"))
    structure = poppler("pdfinfo", file, tmp_path, "-struct-text")
    order = [structure.index(tag) for tag in ("H1", "Figure", "H2", "H3")]
    assert order == sorted(order)


def test_rides_stand_once_under_a_heading_at_the_end(tmp_path: Path) -> None:
    file = pdf(paper(entry("Only House"), rides=("City bus: Fictional Bus, 573-555-0199",)))
    text = poppler("pdftotext", file, tmp_path)
    assert text.count("573-555-0199") == 1
    assert text.index("Rides stand at the end") < text.index("Only House") < text.index("573-555-0199")
    assert "L (block)" in poppler("pdfinfo", file, tmp_path, "-struct")
    assert "Rides" not in poppler("pdftotext", pdf(paper()), tmp_path)


def test_no_heading_level_is_skipped_in_a_list_without_sections(tmp_path: Path) -> None:
    structure = poppler("pdfinfo", pdf(paper(sections=[Section("", (entry(),))])), tmp_path, "-struct")
    assert "H2" in structure
    assert "H3" not in structure


def test_a_square_code_is_printed_only_with_a_link(tmp_path: Path) -> None:
    assert "Figure" in poppler("pdfinfo", pdf(paper(link=LINK)), tmp_path, "-struct")
    assert LINK in poppler("pdftotext", pdf(paper(link=LINK)), tmp_path)
    assert "Figure" not in poppler("pdfinfo", pdf(paper()), tmp_path, "-struct")


@pytest.mark.parametrize("grey", [True, False])
def test_grey_paper_is_grey_in_every_dot(grey: bool, tmp_path: Path) -> None:
    page = dots(pdf(paper(link=LINK, note="Ask"), grey=grey), tmp_path)
    assert (page[0::3] == page[1::3] == page[2::3]) is grey


def test_a_copier_that_knows_only_black_and_white_loses_no_letter(tmp_path: Path) -> None:
    """Ink is dark: nothing but the edges of letters lies between."""
    page = dots(pdf(paper(link=LINK, note="Ask")), tmp_path)
    brightest = [max(page[dot : dot + 3]) for dot in range(0, len(page), 3)]
    ink = [value for value in brightest if value < 250]
    assert sum(value < 128 for value in ink) > len(ink) / 2


def dots(file: bytes, folder: Path) -> bytes:
    """The first page as red, green and blue, dot after dot."""
    path = folder / "grey.pdf"
    path.write_bytes(file)
    picture = poppler_bytes("pdftoppm", path, "-r", "60", "-l", "1")
    header = re.match(rb"P6\s(\d+) (\d+)\s255\s", picture)
    assert header
    return picture[header.end() :]


def test_the_same_list_gives_the_same_bytes() -> None:
    assert pdf(paper(link=LINK)) == pdf(paper(link=LINK))


def test_a_note_is_printed_with_its_lines(tmp_path: Path) -> None:
    (page,) = pages_of(pdf(paper(note="Ask for Dana.\nBring this page.")), tmp_path)
    assert re.search(r"Ask for Dana\.\s*\n\s*Bring this page\.", page)


@pytest.mark.parametrize("limits", [Limits(seconds=0.02), Limits(megabytes=48)])
def test_a_typesetter_that_takes_too_much_is_stopped_and_leaves_nothing(
    limits: Limits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(PdfUnavailable):
        pdf(paper(), limits=limits)
    assert not list(tmp_path.iterdir())


def test_a_typesetter_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid_file, hanging = tmp_path / "pid", tmp_path / "hanging.py"
    hanging.write_text(
        f"import os, time\nopen({str(pid_file)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n"
    )
    monkeypatch.setattr("resource_finder.printing.pdf._TYPESETTER", hanging)
    with pytest.raises(PdfUnavailable, match="no PDF after 2 seconds"):
        pdf(paper(), limits=Limits(seconds=2))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


def test_a_crowd_before_the_printer_leaves_a_thread_for_everybody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text(
        "import sys, time\nfrom pathlib import Path\n"
        f"one = Path({str(tmp_path)!r}) / ('at-' + str(time.monotonic_ns()))\none.touch()\n"
        "sys.stdin.read()\ntime.sleep(1)\n"
        f"seen = len(list(Path({str(tmp_path)!r}).glob('at-*')))\none.unlink()\n"
        "sys.stdout.write('%PDF ' + str(seen))\n"
    )
    monkeypatch.setattr("resource_finder.printing.pdf._TYPESETTER", slow)
    said: list[str] = []

    def print_one() -> None:
        try:
            said.append(pdf(paper()).decode())
        except PdfUnavailable as error:
            said.append(str(error))

    crowd = [threading.Thread(target=print_one) for _ in range(MOST_IN_LINE + 1)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert said[0] == "too many PDFs are asked for at once"
    assert len(said) == MOST_IN_LINE + 1
    assert all(one.startswith("%PDF ") and int(one[5:]) <= MOST_AT_ONCE for one in said[1:]), said
    print_one()
    assert said[-1] == "%PDF 1", "whoever comes later finds the printer free"


def test_nobody_waits_long_for_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resource_finder.printing.pdf.SECONDS_IN_LINE", 0.1)
    monkeypatch.setattr("resource_finder.printing.pdf._at_once", threading.BoundedSemaphore(1))
    with _turn(), pytest.raises(PdfUnavailable, match="no turn"):
        pdf(paper())


def test_a_list_without_end_is_refused_before_it_is_set() -> None:
    with pytest.raises(PdfUnavailable):
        pdf(paper(*[entry()] * 1001))
    with pytest.raises(PdfUnavailable):
        pdf(paper(entry(summary="word " * 500_000)))


def test_no_page_count_below_one() -> None:
    with pytest.raises(ValueError, match="pages"):
        pdf(paper(), pages=0)


def test_a_hundred_and_fifty_listings_cost_less_than_a_second(tmp_path: Path) -> None:
    """Counted in the machine's own time, so that what else it does is not counted."""
    entries = [entry(f"House {n:03}", summary="A bed. " * (n % 9), source=f"Office {n}") for n in range(150)]
    before = seconds_of_the_machine()
    file = pdf(paper(*entries, link=LINK))
    assert seconds_of_the_machine() - before < 1
    assert len(set(re.findall(r"House \d{3}", "".join(pages_of(file, tmp_path))))) == 150


def seconds_of_the_machine() -> float:
    mine, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime
