"""Whether typed words may say where somebody's home is: then they stand in no address and no page is kept."""

import re

# A ZIP code or a county's FIPS code of Missouri, shared by thousands; a ZIP+4 is one side of one block.
_SHARED_CODE = re.compile(r"(?<![\w-])(?:6[345]|29)\d{3}(?!-?\d)")
_STREET = re.compile(
    r"\b(?:road|rd|street|avenue|ave|drive|lane|ln|boulevard|blvd|highway|hwy|parkway|pkwy|terrace"
    r"|apt|apartment|unit|suite|trailer|lot|p\.? ?o\.? box|calle|avenida|camino|carretera|apartamento)\b",
    re.IGNORECASE,
)


def names_a_home(text: str) -> bool:
    """A figure that is no shared code (a house, a point, a flat, a numbered street), or a word for a street.

    Too much rather than too little: what is taken for a home travels by form, and is kept by nobody.
    """
    # Of two codes the first is the number of a house.
    rest = _SHARED_CODE.sub("", text, count=1)
    return bool(re.search(r"\d", rest) or _STREET.search(rest))
