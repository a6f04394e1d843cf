"""Dates and sources as the surveys write them."""

import pytest
from provenance.community_citations import checked_on, citations


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2026-01-20", "2026-01-20"),
        ("2025-02-18 (news); 2022 (KMOX); phone seen 2017 and 2026-01-25", "2025-02-18"),
        ("FY2026; contacts 2026-01", "2026-01"),
        ("2017 boundaries (check for later mergers)", "2017"),
        ("2026 (repository version; file dated by commit, exact day not shown)", "2026"),
        ("stored page, no retrieval date given; 2022-12-09", ""),
        ("undated file (names such as University Health suggest 2022 or later)", ""),
        ("hiring story undated; size 2021-02-22", ""),
        ("", ""),
    ],
)
def test_a_date_is_the_deciding_sources_own(written: str, means: str):
    assert checked_on(written) == means


def test_several_sources_keep_their_order():
    found = citations(
        "https://example.org/a-first-story ; NealSr/sgf-aidbase docs/08-RESOURCE_DATA.md@abc", ""
    )
    assert [citation.id.split("-")[0] for citation in found] == ["example", "springfield"]


def test_a_list_inside_a_repository_is_cited_by_its_publisher():
    found = citations("GGPrompts/vibe4vets@78dfaf9 backend/data/reference/PHA_Contacts.json", "2026-01-20")
    assert [citation.id for citation in found] == ["hud-pha-contacts"]


def test_a_shortened_address_is_given_in_full_or_as_its_site():
    known, unknown = citations(
        "https://www.columbiatribune.com/story/news/local/2022/03/12/...7004347001/ ; "
        "https://www.laduenews.com/...829e2206.html",
        "2022-03-12; 2023",
    )
    assert "room-inn-overnight" in known.address
    assert unknown.address == "https://www.laduenews.com"


def test_a_page_is_named_by_the_words_of_its_address():
    (page,) = citations("https://www.example.org/news/2022/03/12/job-center-moves/", "")
    assert (page.title, page.publisher, page.published_on) == (
        "Job center moves",
        "example.org",
        "2022-03-12",
    )
