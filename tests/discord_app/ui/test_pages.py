"""Pages of lists, the buttons that turn them, and texts that must fit."""

import pytest

from bot.discord_app.asking.listing import Page
from bot.discord_app.ui.pages import longest_fitting, page_of, page_text, turning


@pytest.mark.parametrize(
    ("count", "page", "shown"),
    [
        (0, 0, ([], 0, 1)),
        (3, 0, ([0, 1, 2], 0, 1)),
        (4, 0, ([0, 1, 2], 0, 2)),
        (4, 1, ([3], 1, 2)),
        (6, 9, ([3, 4, 5], 1, 2)),
    ],
)
def test_a_page_beyond_the_end_is_the_last(count: int, page: int, shown: tuple[list[int], int, int]) -> None:
    """The list may have become shorter since the button was shown."""
    items, number, pages = page_of(range(count), page, 3)
    assert ([*items], number, pages) == shown


def test_the_only_page_has_nothing_to_turn() -> None:
    """Nor is it counted."""
    assert turning(0, 1, Page) == ()
    assert page_text(0, 1) == ""
    assert page_text(1, 3) == "Page 2 of 3"


@pytest.mark.parametrize(
    ("page", "buttons"),
    [
        (0, [("Previous", 3, True), ("Next", 1, False)]),
        (1, [("Previous", 0, False), ("Next", 2, False)]),
        (2, [("Previous", 1, False), ("Next", 3, True)]),
    ],
)
def test_a_page_has_its_neighbours(page: int, buttons: list[tuple[str, int, bool]]) -> None:
    """The button without one is disabled, and carries what no other button of the message carries."""
    shown = [(one.label, one.custom_id, one.disabled) for one in turning(page, 3, Page)]
    assert shown == [(label, Page(number).encode(), disabled) for label, number, disabled in buttons]


def test_the_longest_version_that_fits_is_shown() -> None:
    """The last one where none does."""
    assert longest_fitting("x".__mul__, (9, 5, 2), 6) == "xxxxx"
    assert longest_fitting("x".__mul__, (9, 5, 2), 1) == "xx"
