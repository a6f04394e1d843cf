"""Papers, languages and wheelchairs: what may stop somebody at the door."""

from collections.abc import Iterator

from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Verdict

_LANGUAGE_OF = {"spanish": "es", "asl": "asl"}


def access_findings(offering: Offering, situation: Situation) -> Iterator[Finding]:
    """Findings for somebody without ID, speaking Spanish or signing, or using a wheelchair."""
    if "no_id" in situation.about:
        yield Finding(Verdict.ASK, Remark.of("needs_id" if "photo_id" in offering.documents else "ask_id"))
    for fact, language in _LANGUAGE_OF.items():
        if fact in situation.about:
            speaks = language in offering.languages
            code = "speaks" if speaks else "ask_language"
            yield Finding(Verdict.YES if speaks else Verdict.ASK, Remark.of(code, language=language))
    if "wheelchair" in situation.about:
        yield _WHEELCHAIR[offering.accessible]


_WHEELCHAIR = {
    "yes": Finding(Verdict.YES, Remark.of("wheelchair_yes")),
    "no": Finding(Verdict.NO, Remark.of("wheelchair_no")),
    "ask": Finding(Verdict.ASK, Remark.of("ask_wheelchair")),
    "": Finding(Verdict.ASK, Remark.of("ask_wheelchair")),
}
