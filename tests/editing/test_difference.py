"""The difference between two states of an entry names each value that came, went or changed."""

from dataclasses import replace

from bot.editing.difference import FieldChange, difference
from bot.knowledge.model import Entry, Link

COST = Entry("t", "cost", "Cost", ("price",), ("What does it cost?",), {"mlops": "More.", "devops": "Less."})


def test_nothing_changed() -> None:
    assert difference(COST, replace(COST)) == ()


def test_list_values_come_and_go() -> None:
    taught = replace(COST, questions=("How much is it?",), links=(Link("Prices", "https://example.org"),))
    assert difference(COST, taught) == (
        FieldChange("questions", "What does it cost?", None),
        FieldChange("questions", None, "How much is it?"),
        FieldChange("links", None, "Prices: https://example.org"),
    )


def test_a_side_is_reworded_and_one_is_taken_away() -> None:
    assert difference(COST, replace(COST, sides={"mlops": "Much more."})) == (
        FieldChange("mlops", "More.", "Much more."),
        FieldChange("devops", "Less.", None),
    )


def test_the_order_alone() -> None:
    first = replace(COST, aliases=("price", "fee"))
    assert difference(first, replace(first, aliases=("fee", "price"))) == (
        FieldChange("aliases", "price, fee", "fee, price"),
    )


def test_a_new_entry_and_a_removed_one_mirror_each_other() -> None:
    added, removed = difference(None, COST), difference(COST, None)
    assert [change.after for change in added] == [change.before for change in removed]
    assert ("both", None, None) not in [(c.field, c.before, c.after) for c in added]
