"""Lists that are longer than a message: one page of them, the buttons that turn it, and texts that must fit on it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.reply import Button

PREVIOUS: Final = "Previous"
NEXT: Final = "Next"

T = TypeVar("T")


def page_text(page: int, pages: int) -> str:
    """Which page this is, as people count; empty where it is the only one."""
    return f"Page {page + 1:,} of {pages:,}" if pages > 1 else ""


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """The items of a page of ``size``, counted from 0; the last page where there are fewer.

    Returns:
        The items, the number of their page, and how many pages there are: at least one.
    """
    pages = max(1, -(-len(items) // size))
    page = min(page, pages - 1)
    return items[page * size : (page + 1) * size], page, pages


def turning(page: int, pages: int, state: Callable[[int], CustomId]) -> tuple[Button, ...]:
    """The buttons to the previous and to the next page, where there are several; ``state`` makes what they carry.

    The disabled one carries a page that is not there, so that it differs from every other button of the message.
    """
    if pages <= 1:
        return ()
    is_first, is_last = page == 0, page + 1 == pages
    return (
        Button(PREVIOUS, state(pages if is_first else page - 1).encode(), disabled=is_first),
        Button(NEXT, state(page + 1).encode(), disabled=is_last),
    )


def longest_fitting(render: Callable[[T], str], lengths: Iterable[T], room: int) -> str:
    """What ``render`` makes with the first of ``lengths``, longest first, that takes at most ``room`` characters.

    Where none does, the last; a caller whose last one always fits need not check.
    """
    shown = ""
    for length in lengths:
        shown = render(length)
        if len(shown) <= room:
            break
    return shown
