"""The difference between two states of an entry names each value that came, went or changed."""

from dataclasses import replace

from bot.editing.change import EntryEdit, FieldChange, field_diff, rebased
from bot.knowledge.model import Entry, Link

COST = Entry("t", "cost", "Cost", ("price",), ("What does it cost?",), {"mlops": "More.", "devops": "Less."})


def test_nothing_changed() -> None:
    assert field_diff(COST, replace(COST)) == ()


def test_list_values_come_and_go() -> None:
    taught = replace(COST, questions=("How much is it?",), links=(Link("Prices", "https://example.org"),))
    assert field_diff(COST, taught) == (
        FieldChange("questions", "What does it cost?", None),
        FieldChange("questions", None, "How much is it?"),
        FieldChange("links", None, "Prices: https://example.org"),
    )


def test_a_side_is_reworded_and_one_is_taken_away() -> None:
    assert field_diff(COST, replace(COST, sides={"mlops": "Much more."})) == (
        FieldChange("mlops", "More.", "Much more."),
        FieldChange("devops", "Less.", None),
    )


def test_the_order_alone() -> None:
    first = replace(COST, aliases=("price", "fee"))
    assert field_diff(first, replace(first, aliases=("fee", "price"))) == (
        FieldChange("aliases", "price, fee", "fee, price"),
    )


def test_a_new_entry_and_a_removed_one_mirror_each_other() -> None:
    added, removed = field_diff(None, COST), field_diff(COST, None)
    assert [change.after for change in added] == [change.before for change in removed]
    assert ("both", None, None) not in [(c.field, c.before, c.after) for c in added]


class Counted(str):
    """A text that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def listed(prefix: str) -> tuple[str, ...]:
    return tuple(Counted(f"{prefix} {number}") for number in range(1_000))


def test_long_lists_are_not_compared_item_with_item() -> None:
    old, mine, theirs = (replace(COST, questions=listed(prefix)) for prefix in ("old", "mine", "theirs"))
    Counted.compared = 0
    assert len(field_diff(old, mine)) == 2_000
    merged = rebased(EntryEdit(COST.key, old, mine), theirs).after
    assert merged is not None
    assert merged.questions == (*theirs.questions, *mine.questions)
    assert Counted.compared < 20_000
