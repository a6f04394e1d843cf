"""What is looked at on every page, and on which screens."""

from collections.abc import Iterator

from tests.sweep.addresses import Address
from tests.sweep.screen import CONTRAST, ROOM, Screen

NARROW, WIDE = 360, 1280
PHONE_AND_DESK = ((NARROW, 800), (WIDE, 800))
SMALLEST_AND_DESK = ((320, 640), (WIDE, 800))
# A kiosk stands upright or lies flat; who makes its page larger by the browser has a narrow one.
KIOSKS = ((1080, 1920), (WIDE, 1024), (NARROW, 740))
# Pixels: the side of a target, the height of letters. On their own screen, readers choose the letters.
LEAST = (44, 0)
KIOSK_LEAST = (60, 24)
# What comes up under way may make a round longer; where it is longer than this, something holds the focus.
MOST_ROUNDS = 4


def faults_of(screen: Screen, address: Address, path: str) -> Iterator[str]:
    """Everything that is wrong with a page: first as it is, then without its scripts."""
    screen.open(path)
    with_scripts = screen.look("gist")
    yield from (f"with scripts, {fault}" for fault in _looked_over(screen, address))
    # Colors hang on the style, not on the language.
    if address.lang == "en":
        yield from preference_faults(screen)
    screen.open(path, scripts=False)
    # The same page by the letter needs no second look.
    if screen.look("gist") != with_scripts:
        yield from (f"without scripts, {fault}" for fault in _looked_over(screen, address))


def _looked_over(screen: Screen, address: Address) -> Iterator[str]:
    yield from layout_faults(screen, address)
    sizes = KIOSKS[:1] if address.is_kiosk else PHONE_AND_DESK
    # Other words change what has room, and what has room is all that a narrow screen changes.
    yield from barriers(screen, sizes, None if address.lang == "en" else ROOM)


def layout_faults(screen: Screen, address: Address) -> Iterator[str]:
    """Nothing is cut off, lies on another or is too small to hit, at any width and twice the size of text."""
    sizes = KIOSKS if address.is_kiosk else SMALLEST_AND_DESK
    least = KIOSK_LEAST if address.is_kiosk else LEAST
    for size in sizes:
        screen.size(*size)
        yield from (f"{size[0]} px: {fault}" for fault in screen.look("layout", 1, *least))
        yield from (f"{size[0]} px, text x 2: {fault}" for fault in screen.look("layout", 2, 0, 0))


def barriers(
    screen: Screen, sizes: tuple[tuple[int, int], ...] = PHONE_AND_DESK, folded: list[str] | None = None
) -> Iterator[str]:
    """What axe and HTML_CodeSniffer find: narrow and folded, then wide and unfolded."""
    screen.look("shorten")
    for size in sizes[:-1]:
        screen.size(*size)
        yield from (f"axe at {size[0]} px: {fault}" for fault in screen.axe(folded))
    screen.size(*sizes[-1])
    screen.look("openAll")
    yield from (f"axe at {sizes[-1][0]} px: {fault}" for fault in screen.axe())
    yield from (f"sniffer: {fault}" for fault in screen.sniffer())


def preference_faults(screen: Screen) -> Iterator[str]:
    """Dark, in forced colors, without motion: as the reader's system wants it."""
    try:
        screen.prefer(prefers_color_scheme="dark")
        yield from (f"dark: {fault}" for fault in screen.axe(CONTRAST))
        screen.prefer(forced_colors="active")
        yield from (f"forced colors: {fault}" for fault in screen.look("faded"))
        screen.prefer(prefers_reduced_motion="reduce")
        yield from (f"reduced motion: {fault}" for fault in screen.look("moving"))
    finally:
        screen.prefer()


def keyboard_faults(screen: Screen) -> list[str]:
    """Press Tab from the top until it comes round, so that every control has had its turn."""
    screen.look("openAll")
    screen.look("tickOne")
    screen.look("startTrail")
    for _round in range(MOST_ROUNDS):
        # A few more than there are controls: the browser's own bar has its turn, too.
        screen.press_tab(screen.look("countControls") + 5)
        if screen.look("isRound"):
            break
    faults = screen.look("endTrail") + screen.look("doubles")
    screen.look("forget")
    return faults
