"""`scripts/bench answers`: would a coordinator start there? The judged set, and a sweep over Missouri."""

from collections import Counter

from benchmarks.answering import gazetteer
from benchmarks.judged import Judged, judgments
from benchmarks.sweep import Swept, sweep


def run(arguments: list[str]) -> None:
    """All counties, or each Nth (`--every N`). `--judged`: no sweep, `--holes`: every hole."""
    _print_judged(judgments())
    if "--judged" in arguments:
        return
    every = int(arguments[arguments.index("--every") + 1]) if "--every" in arguments else 1
    counties = list(gazetteer().counties)[::every]
    today, before = sweep(counties)
    print(f"\nSweep: {len(counties)} counties, {today.lists:,} lists")
    print(f"{'':34}{'today':>9}{'before':>9}")
    for label, share in (
        ("first card without a fault", lambda swept: swept.faultless / swept.lists),
        ("a better card stands lower", lambda swept: swept.order_share),
    ):
        print(f"{label:34}{share(today):9.1%}{share(before):9.1%}")
    for why in sorted(today.whys | before.whys):
        print(f"{'  first card: ' + why:34}{today.whys[why]:9,}{before.whys[why]:9,}")
    _print_order_faults(today)
    _print_holes(today, "--holes" in arguments)


def _print_judged(judged: list[Judged]) -> None:
    accepted = sum(one.is_accepted for one in judged)
    blundered = sum(bool(one.blunders) for one in judged)
    before = sum(one.was_accepted for one in judged)
    print(f"Judged first steps: {len(judged)} situations, another order in brackets: that of before")
    print(f"acceptable first   {accepted / len(judged):7.1%}  ({before / len(judged):.1%})")
    print(f"a blunder in three {blundered:7}  ({sum(one.blundered for one in judged)})")
    for one in judged:
        if one.blunders or not one.is_accepted:
            print(f"  {one.name}: {one.first or 'nothing'}; blunders: {', '.join(one.blunders) or 'none'}")


def _print_order_faults(swept: Swept, most: int = 25) -> None:
    if swept.order:
        print(f"\nOrder faults, {min(most, len(swept.order))} of {len(swept.order)}:")
        print("\n".join(f"  {fault}" for fault in swept.order[:most]))


def _print_holes(swept: Swept, each: bool) -> None:
    """Where no card of a list is without a fault: only better sheets can mend that."""
    counties: dict[str, list[str]] = {}
    lists: Counter[str] = Counter()
    for (need, county), count in sorted(swept.holes.items()):
        counties.setdefault(need, []).append(county)
        lists[need] += count
    print("\nHoles that only the sheets can fill (lists without one faultless card), by need:")
    for need, count in lists.most_common():
        shown = counties[need] if each else counties[need][:6]
        more = f" and {len(counties[need]) - len(shown)} more" if len(shown) < len(counties[need]) else ""
        print(f"  {need:26}{count:5} lists, {len(counties[need]):3} counties: {', '.join(shown)}{more}")
