"""Addresses that show every page of the public site, without their language."""

from tests.web.making import OFFERINGS

PAGES = (
    "/",
    "/?for=other",
    "/boone",
    "/boone/housing",
    "/greene/food",
    "/cole/job",
    "/worth/housing",
    "/housing",
    "/find?place=boone&need=housing&need=food",
    "/find?place=65203&need=housing&for=other",
    "/find?place=st-louis-city&need=job&refused=1",
    "/start",
    "/start?place=boone",
    "/list",
    "/list?id=mo-bed001&id=mo-bed003&id=mo-gone99",
    "/list?place=boone",
    "/compare?id=mo-bed001&id=mo-line01",
    "/print",
    "/print?place=boone&need=housing",
    "/service/mo-bed001",
    "/service/mo-bed002",
    "/service/mo-bed003",
    "/service/mo-line01",
    f"/organization/{OFFERINGS[0].organization_id}",
    "/wrong?id=mo-bed001",
    "/about",
    "/privacy",
    "/crisis",
    "/rules/food-benefits",
    "/c",
)
REFUSED = (
    ("/find?place=st+louis", 300),
    ("/nowhere", 404),
    ("/boon/housin", 404),
    ("/c/1-2", 404),
    ("/find?place=qqqqqq", 404),
    ("/find?place=colombia", 404),
    ("/find?place=chicago", 404),
    ("/find?place=boone&need=wings", 400),
    ("/find?place=boone&open=maybe", 400),
)
KIOSK = (
    "/kiosk",
    "/kiosk/find?place=boone",
    "/kiosk/find?place=boone&need=housing",
    "/kiosk/list?id=mo-bed001",
)


def within(lang: str, path: str) -> str:
    """The address in a language; English has no prefix."""
    return path if lang == "en" else f"/{lang}{path}".rstrip("/").replace("/?", "?")
