"""What is looked at on every page, and on which screens."""

from collections.abc import Iterator

from tests.sweep.addresses import Address
from tests.sweep.screen import CONTRAST, Screen

NARROW, WIDE = 360, 1280
# A kiosk stands upright or lies flat; nobody holds one in the hand.
PHONE_AND_DESK = ((NARROW, 800), (WIDE, 800))
KIOSKS = ((1080, 1920), (WIDE, 1024))
SMALLEST = (320, 640)
FINGER, KIOSK_FINGER, KIOSK_LETTERS = 44, 60, 24


def faults_of(screen: Screen, address: Address, path: str) -> list[str]:
    """Everything that is wrong with a page: first as it is, then without its scripts."""
    screen.open(path)
    with_scripts = screen.look("gist")
    faults = [f"with scripts, {fault}" for fault in _looked_over(screen, address)]
    # Colors hang on the style, not on the language.
    if address.lang == "en":
        faults += preference_faults(screen)
    screen.open(path, scripts=False)
    # The same page by the letter needs no second look.
    if screen.look("gist") != with_scripts:
        faults += [f"without scripts, {fault}" for fault in _looked_over(screen, address)]
    return faults


def _looked_over(screen: Screen, address: Address) -> Iterator[str]:
    yield from layout_faults(screen, address)
    yield from barriers(screen, KIOSKS if address.is_kiosk else PHONE_AND_DESK)


def layout_faults(screen: Screen, address: Address) -> Iterator[str]:
    """Nothing is cut off, lies on another or is too small to hit, at any width and twice the size of text."""
    sizes = KIOSKS if address.is_kiosk else (SMALLEST, *PHONE_AND_DESK)
    least = KIOSK_FINGER if address.is_kiosk else FINGER
    for times in (1, 2):
        for size in sizes:
            screen.size(*size)
            screen.look("largeText", times)
            for look in ("spilled", "overlapping", "covered"):
                yield from (f"{size[0]} px, text x {times}: {fault}" for fault in screen.look(look))
            if times == 1:
                yield from (f"{size[0]} px: {fault}" for fault in screen.look("smallTargets", least))
    screen.look("largeText", 1)
    if address.is_kiosk:
        yield from screen.look("smallText", KIOSK_LETTERS)


def barriers(screen: Screen, sizes: tuple[tuple[int, int], ...] = PHONE_AND_DESK) -> Iterator[str]:
    """What axe and HTML_CodeSniffer find, narrow and folded, wide and unfolded."""
    screen.look("shorten")
    for size in sizes:
        screen.size(*size)
        yield from (f"axe at {size[0]} px: {fault}" for fault in screen.axe())
        screen.look("openAll")
    yield from (f"sniffer: {fault}" for fault in screen.sniffer())


def preference_faults(screen: Screen) -> Iterator[str]:
    """Dark, in forced colors, without motion: as the reader's system wants it."""
    screen.prefer(prefers_color_scheme="dark")
    yield from (f"dark: {fault}" for fault in screen.axe(CONTRAST))
    screen.prefer(forced_colors="active")
    yield from (f"forced colors: {fault}" for fault in screen.look("faded"))
    screen.prefer(prefers_reduced_motion="reduce")
    yield from (f"reduced motion: {fault}" for fault in screen.look("moving"))
    screen.prefer()


def keyboard_faults(screen: Screen) -> list[str]:
    """Press Tab from the top until every control has had its turn."""
    screen.look("openAll")
    screen.look("tickOne")
    screen.look("startTrail")
    # A few more than there are controls: the browser's own bar has its turn, too.
    screen.press_tab(screen.look("countControls") + 5)
    faults = screen.look("endTrail") + screen.look("doubles")
    screen.look("forget")
    return faults
