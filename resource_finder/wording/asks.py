"""One question for one subject: what several facts of a person leave to be asked, in one sentence."""

from collections.abc import Iterable

from resource_finder.domain.verdicts import Remark

# Remarks of one code become one; the value that tells them apart is joined by commas.
_JOINED = {
    "ask_record": "record",
    "restriction_record": "record",
    "refuses_record": "record",
    "ask_group": "group",
}


def asked_once(remarks: Iterable[Remark]) -> list[Remark]:
    """The remarks in their order; those that ask or refuse the same of several facts stand as one.

    A record, and whom a place takes, is one subject: nobody asks the same person three times about it.
    """
    joined: dict[object, Remark] = {}
    for remark in remarks:
        name = _JOINED.get(remark.code)
        key: object = remark.code if name else remark
        before = joined.get(key)
        joined[key] = _both(before, remark, name) if before and name else remark
    return list(joined.values())


def _both(before: Remark, after: Remark, name: str) -> Remark:
    values, more = dict(before.values), dict(after.values)
    return Remark.of(before.code, **(values | {name: f"{values[name]},{more[name]}"}))
