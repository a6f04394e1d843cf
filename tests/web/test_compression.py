"""What a phone fetches holds no remarks, and every word of code."""

import brotli
import pytest
from flask import Flask

from resource_finder.web import compression


@pytest.mark.parametrize("name", ["site.js", "kiosk.js", "offline.js", "worker.js"])
def test_a_script_is_sent_without_the_lines_that_are_remarks_alone(app: Flask, name: str) -> None:
    with app.test_client().get(f"/static/{name}", headers={"Accept-Encoding": "br"}) as sent:
        lines = brotli.decompress(sent.data).decode().splitlines()
    with app.test_client().get(f"/static/{name}") as whole:
        code = [line for line in whole.text.splitlines() if not line.lstrip().startswith("//")]
    assert lines == code
    assert len(code) < len(whole.text.splitlines())


def test_an_address_in_a_line_of_code_is_no_remark() -> None:
    code = b'var a = "https://example.org"; // here\nvar b;\n' * 40
    assert brotli.decompress(compression._packed_well(code, "br")) == code
