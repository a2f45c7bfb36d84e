"""A change survives storing, and is made again on top of what another moderator saved meanwhile."""

from dataclasses import replace

from bot.editing.change import Change, EntryEdit, rebased
from bot.editing.revision import RevisionKind
from bot.knowledge.model import Entry, Link

COST = Entry("t", "cost", "Cost", ("price",), ("What does it cost?",), {"mlops": "More.", "devops": "Less."})


def test_json_gives_the_same_change_back() -> None:
    after = replace(COST, both="Money.", links=(Link("Prices", "https://example.org"),), see_also=("scale",))
    change = Change(7, RevisionKind.EDIT, (EntryEdit(COST.key, COST, after),), why="clearer")
    assert Change.from_json(change.to_json()) == change
    undo = Change(None, RevisionKind.REVERT, undoes=4)
    assert Change.from_json(undo.to_json()) == undo


def test_untouched_values_follow_the_other_moderator() -> None:
    mine = EntryEdit(COST.key, COST, replace(COST, questions=(*COST.questions, "How much is it?")))
    theirs = replace(COST, title="Costs", sides={"mlops": "Much more.", "devops": "Less."}, aliases=("fee",))
    assert rebased(mine, theirs) == EntryEdit(
        COST.key, theirs, replace(theirs, questions=("What does it cost?", "How much is it?"))
    )


def test_lists_merge_and_the_edit_wins_where_both_changed_a_text() -> None:
    mine = EntryEdit(COST.key, COST, replace(COST, questions=("b",), title="Mine", both="Mine too."))
    theirs = replace(COST, questions=("What does it cost?", "c"), title="Theirs")
    merged = rebased(mine, theirs).after
    assert merged is not None
    assert (merged.questions, merged.title, merged.both) == (("c", "b"), "Mine", "Mine too.")


def test_a_side_taken_away_stays_away() -> None:
    mine = EntryEdit(COST.key, COST, replace(COST, sides={"mlops": "More."}, both="Same."))
    merged = rebased(mine, replace(COST, title="Costs")).after
    assert merged is not None
    assert merged.sides == {"mlops": "More."}


def test_removed_meanwhile() -> None:
    mine = EntryEdit(COST.key, COST, replace(COST, title="Costs"))
    assert rebased(mine, None) == EntryEdit(COST.key, None, mine.after)
