"""Scripts are no part of the program: tests import them from their own folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
