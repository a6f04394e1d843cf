"""First things first: the first 72 hours, and which paper opens which door."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from resource_finder.domain.kinds import Kinds
from resource_finder.domain.offering import Offering

# What people coming out need first, in this order: the duty to report cannot wait, a bed follows.
FIRST_72_HOURS = (
    "supervision",
    "housing/tonight",
    "food",
    "id",
    "phone",
    "medical",
    "ride",
)
# Missouri's Reentry 2030 aim is a job within 30 days: these follow once the first days are safe.
FIRST_30_DAYS = (
    "housing/longer",
    "job/help",
    "job/employers",
    "treatment",
    "mental-health",
    "money",
    "family",
)

_WITHOUT = "without_"
PAPERS = ("birth_certificate", "social_security_card", "photo_id")


@dataclass(frozen=True, slots=True)
class PaperRule:
    """What must be brought to get a paper, as an official source says it. Empty `bring`: ask.

    `without` says by language what to do when a paper to bring is missing; empty where no source says it.
    """

    paper: str
    bring: tuple[str, ...]
    source: str
    checked_on: str
    without: Mapping[str, str] = field(default_factory=dict)

    def without_text(self, lang: str) -> str:
        """In this language; English where it has none."""
        return self.without.get(lang) or self.without.get("en", "")


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One step: the paper, what to bring, who gets it for you, and how many places ask for it.

    `asks_back` is a paper to bring that itself asks for this one: without both, somebody must be asked.
    """

    rule: PaperRule
    helpers: tuple[Offering, ...]
    opens: int
    asks_back: str = ""


def paper_rules(rows: Iterable[Mapping[str, str]]) -> tuple[PaperRule, ...]:
    """Rules from the rows of `vocabulary/papers.csv`."""
    return tuple(
        PaperRule(
            row["paper"],
            tuple(part for part in row["bring"].split("; ") if part),
            row["source"],
            row["checked_on"],
            {
                key.removeprefix(_WITHOUT): said
                for key, said in row.items()
                if key.startswith(_WITHOUT) and said
            },
        )
        for row in rows
    )


def paper_steps(
    rules: Iterable[PaperRule],
    id_offerings: Iterable[Offering],
    asking: Callable[[str], int],
    kinds: Kinds,
) -> tuple[PaperStep, ...]:
    """The papers in the order in which one gets the next; helpers are of a kind that gets the paper.

    `asking` says how many places ask for a paper.
    """
    rules = tuple(rules)
    offerings = tuple(id_offerings)
    bring_of = {rule.paper: rule.bring for rule in rules}
    return tuple(
        PaperStep(
            rule=rule,
            helpers=tuple(o for o in offerings if helps_with(o, rule.paper, kinds)),
            opens=asking(rule.paper),
            asks_back=next((p for p in rule.bring if rule.paper in bring_of.get(p, ())), ""),
        )
        for rule in sorted(rules, key=lambda rule: PAPERS.index(rule.paper))
    )


_TRAIT_OF: Mapping[str, str] = {
    "birth_certificate": "birth-certificates",
    "social_security_card": "social-security-cards",
    "photo_id": "photo-ids",
}


def helps_with(offering: Offering, paper: str, kinds: Kinds) -> bool:
    """Whether such a place gives the paper out or gets it for people."""
    return kinds.of(offering.kind).has(_TRAIT_OF[paper], offering.needs)
