"""The barest page of a fault: for when the program itself is not asked, or its page of errors broke."""

import json
from http import HTTPStatus

JSON_PATHS = ("/api/", "/hsds/")
_PAGE = """<!doctype html><html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{lead}</p>
<p>Need help now? Call 211. In a crisis, call or text 988. In danger, call 911.</p>
<p lang="es">{title_es} {lead_es} ¿Necesita ayuda ahora?
Llame al 211. En una crisis, llame o mande un texto al 988. En peligro, llame al 911.</p>
</main></body></html>"""
_BROKEN = {
    "title": "Something broke here",
    "lead": "It is not your fault. Try again in a minute.",
    "title_es": "Algo falló aquí.",
    "lead_es": "No es culpa suya. Pruebe otra vez en un minuto.",
}
_BUSY = {
    "title": "Many people are here right now",
    "lead": "Try again in a minute.",
    "title_es": "Ahora hay mucha gente aquí.",
    "lead_es": "Pruebe otra vez en un minuto.",
}
_SLOW = {
    "title": "That did not arrive",
    "lead": "Your connection was too slow or broke. Try again.",
    "title_es": "Eso no llegó.",
    "lead_es": "Su conexión fue muy lenta o se cortó. Pruebe otra vez.",
}
_WRONG = {
    "title": "That did not work",
    "lead": "Go to the start and try again.",
    "title_es": "Eso no funcionó.",
    "lead_es": "Vaya al inicio y pruebe otra vez.",
}
_WORDS = {503: _BUSY, 408: _SLOW}


def bare_page(code: int, path: str) -> tuple[str, bytes]:
    """Content type and body of an error, as a page or, at the doors of programs, as a problem."""
    if path.startswith(JSON_PATHS):
        body = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code}
        return "application/problem+json", json.dumps(body).encode()
    return "text/html; charset=utf-8", _PAGE.format(
        **_WORDS.get(code, _BROKEN if code >= 500 else _WRONG)
    ).encode()
