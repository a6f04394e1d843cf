"""The Nu HTML checker over a folder of pages, in one run."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sweep.screen import tool

MOST_SECONDS = 900
# A property of SVG 2 that every browser draws by and the checker's list lacks.
NOT_KNOWN_TO_THE_CHECKER = "“vector-effect”"


def markup_faults(files: list[Path]) -> list[tuple[str, str]]:
    """The name of a file, and what the checker says of it. HTML, CSS and SVG by their endings."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java here: apt-get install default-jre-headless")
    # It runs for seconds: the second compiler would cost more than it gains. The first needs a deeper stack.
    command = [java, "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command += ["-jar", str(tool("vnu-jar/build/dist/vnu.jar"))]
    command += ["--errors-only", "--exit-zero-always", "--format", "json"]
    command += ["--also-check-css", "--also-check-svg", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=True)
    said = json.loads(done.stderr or done.stdout)["messages"]
    return [
        (Path(one["url"]).name, f"line {one.get('lastLine', '?')}: {one['message']}")
        for one in said
        if NOT_KNOWN_TO_THE_CHECKER not in one["message"]
    ]
