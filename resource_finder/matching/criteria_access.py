"""Papers, languages and wheelchairs: what may stop somebody at the door."""

from collections.abc import Iterator

from resource_finder.domain.kinds import Kind
from resource_finder.domain.offering import Offering
from resource_finder.domain.situation import Situation
from resource_finder.domain.verdicts import Finding, Remark, Verdict
from resource_finder.matching.silence import unsaid

_LANGUAGE_OF = {"spanish": "es", "asl": "asl"}


def access_findings(offering: Offering, situation: Situation, kind: Kind) -> Iterator[Finding]:
    """Findings for somebody without ID, speaking Spanish or signing, or using a wheelchair."""
    if "no_id" in situation.about:
        if "photo_id" in offering.documents:
            yield Finding(Verdict.ASK, Remark.of("needs_id"))
        else:
            yield unsaid("no_id", offering, kind, Remark.of("ask_id"))
    for fact, language in _LANGUAGE_OF.items():
        if fact in situation.about:
            if language in offering.languages:
                yield Finding(Verdict.YES, Remark.of("speaks", language=language))
            else:
                yield unsaid(fact, offering, kind, Remark.of("ask_language", language=language))
    if "wheelchair" in situation.about:
        said = _WHEELCHAIR.get(offering.accessible)
        yield said or unsaid("wheelchair", offering, kind, Remark.of("ask_wheelchair"))


_WHEELCHAIR = {
    "yes": Finding(Verdict.YES, Remark.of("wheelchair_yes")),
    "no": Finding(Verdict.NO, Remark.of("wheelchair_no")),
    "ask": Finding(Verdict.ASK, Remark.of("ask_wheelchair")),
}
