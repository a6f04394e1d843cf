"""All closed lists and tables that the rules read, as one value."""

from dataclasses import dataclass
from pathlib import Path

from resource_finder.domain.help_table import HelpTable
from resource_finder.domain.kinds import Kinds, Steps
from resource_finder.domain.needs import Needs


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Needs, kinds, steps and the numbers of expected help: data that staff can change without code."""

    needs: Needs
    kinds: Kinds
    steps: Steps
    help: HelpTable

    @classmethod
    def load(cls, data_dir: Path) -> "Rulebook":
        return cls(Needs.load(data_dir), Kinds.load(data_dir), Steps.load(data_dir), HelpTable.load(data_dir))
