"""Files and functions stay small enough to be read."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 50


def files():
    for folder in ("resource_finder", "scripts", "data", "tests"):
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def too_long(text: str, name: str) -> list[str]:
    """Names of the file and of its functions that are longer than agreed."""
    found = [name] if text.count("\n") > MOST_FILE_LINES else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_FUNCTION_LINES:
                found.append(f"{name}: {node.name} ({lines} lines)")
    return found


def test_no_file_and_no_function_is_longer_than_agreed():
    found = [
        name
        for path in files()
        for name in too_long(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]
    assert found == []


def test_the_guard_sees_a_long_function_and_a_long_file():
    long_function = "def f():\n" + "    x = 1\n" * 60
    assert too_long(long_function, "a.py") == ["a.py: f (61 lines)"]
    assert too_long("x = 1\n" * 401, "b.py") == ["b.py"]
