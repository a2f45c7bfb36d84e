"""What an edit means, as plain values: additions, editions, teachings and removals, and the ids of new entries."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.editing.change import Change, EntryEdit
from bot.editing.errors import EditError
from bot.editing.operations import addition, edition, new_entry_id, on_top, removal, rewritten, teaching
from bot.editing.revision import RevisionKind
from bot.knowledge.model import Entry, KnowledgeBase, Link, Subject, Topic
from bot.knowledge.validation import is_id
from tests.editing.worlds import BASE, open_session

COST = Entry("ops", "cost", "Cost", questions=("What does it cost?",), sides={"mlops": "More.", "devops": "Less."})
SAFETY = Entry("ops", "safety", "Safety", both="Safe.", see_also=("cost",))
TEAM = Entry("ops", "team", "Team", both="People.", see_also=("safety", "cost"))
TOPIC = Topic("ops", "Ops", (Subject("mlops", "MLOps"), Subject("devops", "DevOps")), (COST, SAFETY, TEAM))
OTHER = Topic("tea", "Tea", entries=(Entry("tea", "cup", "Cup", answer="A cup.", see_also=("cost",)),))
KNOWLEDGE = KnowledgeBase((TOPIC, OTHER))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Data drift", "data-drift"),
        ("  What's new?  ", "whats-new"),
        ("Café & crème", "cafe-creme"),
        ("Cost", "cost-2"),
        ("MLOps", "mlops-2"),
        ("日本", "entry"),
        ("../../etc/passwd", "etc-passwd"),
        ("No", "no"),
        ("12", "12"),
        ("one two three four five six seven eight", "one-two-three-four-five-six"),
        ("x" * 80, "x" * 32),
    ],
)
def test_made_from_the_title(title: str, expected: str) -> None:
    made = new_entry_id(title, TOPIC)
    assert made == expected
    assert is_id(made)


def test_a_long_one_keeps_room_for_its_number() -> None:
    taken = Topic("ops", "Ops", entries=tuple(Entry("ops", one, one) for one in ("x" * 32, "x" * 30 + "-2")))
    assert new_entry_id("x" * 80, taken) == "x" * 30 + "-3"


def only(change: Change) -> Entry:
    """The entry of a change of one entry, as it will be."""
    (edit,) = change.edits
    assert edit.after is not None
    return edit.after


def test_an_addition_is_put_into_form_and_named_by_its_title() -> None:
    typed = Entry(
        "ops", "", " Speed\n", ("", " pace "), (" How  fast? ", "  "), {"devops": " Fast.\r\nVery. ", "mlops": "Slow."},
        " ", links=(Link(" Read on ", " https://example.org "),), see_also=("COST", "Safety", "nowhere"),
    )  # fmt: skip
    change = addition(KNOWLEDGE, typed, 7)
    entry = only(change)
    assert (change.scope, change.kind, change.edits[0].before) == (7, RevisionKind.ADD, None)
    assert (change.edits[0].key, entry.id, entry.title) == ("ops/speed", "speed", "Speed")
    assert (entry.aliases, entry.questions) == (("pace",), ("How  fast?",))
    assert list(entry.sides.items()) == [("mlops", "Slow."), ("devops", "Fast.\nVery.")]
    assert (entry.both, entry.answer, entry.links) == (None, None, (Link("Read on", "https://example.org"),))
    assert entry.see_also == ("cost", "safety", "nowhere")


def test_an_id_that_is_given_is_kept_and_a_side_of_no_subject_comes_last() -> None:
    entry = only(addition(KNOWLEDGE, Entry("ops", "pace", "Speed", sides={"nobody": "?", "mlops": "Slow."}), None))
    assert entry.id == "pace"
    assert list(entry.sides) == ["mlops", "nobody"]


def test_an_entry_named_like_anothers_id_does_not_take_references_to_that_one() -> None:
    topic = replace(TOPIC, entries=(Entry("ops", "price", "Cost", both="Much."), *TOPIC.entries))
    team = topic.entries[-1]
    assert only(edition(KnowledgeBase((topic,)), team, None)).see_also == team.see_also


def test_an_edition_is_made_against_what_is_known() -> None:
    change = edition(KNOWLEDGE, replace(COST, title="Price "), None)
    assert change == Change(None, RevisionKind.EDIT, (EntryEdit("ops/cost", COST, replace(COST, title="Price")),))
    with pytest.raises(EditError, match="no such entry any more"):
        edition(KNOWLEDGE, Entry("ops", "gone", "Gone"), None)


def test_what_is_typed_anew_keeps_what_the_change_was_made_against_and_names_a_new_entry_anew() -> None:
    older = replace(COST, title="Old")
    edited = Change(None, RevisionKind.EDIT, (EntryEdit(COST.key, older, older),), suggestion=5)
    again = rewritten(KNOWLEDGE, edited, replace(older, title="Older"), " because \u202e\n of it ")
    assert (again.edits[0].before, only(again).title, only(again).id) == (older, "Older", "cost")
    assert (again.why, again.suggestion) == ("because of it", 5)
    added = addition(KNOWLEDGE, Entry("ops", "", "Speed", both="Fast."), None)
    assert rewritten(KNOWLEDGE, added, replace(only(added), title="Cost"), "").edits[0].key == "ops/cost-2"


def test_a_teaching_adds_what_is_new_on_one_line_each() -> None:
    change = teaching(KNOWLEDGE, "ops/cost", ["How\n much\u200b ?", "what does it COST", "?!"], None)
    assert change.kind is RevisionKind.TEACH
    assert only(change).questions == ("What does it cost?", "How much ?")


@pytest.mark.parametrize(
    ("key", "questions", "said"),
    [
        ("ops/gone", ["Why?"], "There is no such entry any more"),
        ("ops/cost", [" ?! \u200b"], "There is no word in that question"),
        ("ops/cost", ["what does it cost"], "Cost has that question already: “what does it cost”"),
    ],
)
def test_what_can_not_be_taught_is_refused(key: str, questions: list[str], said: str) -> None:
    with pytest.raises(EditError, match=said):
        teaching(KNOWLEDGE, key, questions, None)


def test_a_removal_takes_the_references_of_its_topic_along() -> None:
    assert removal(KNOWLEDGE, KNOWLEDGE, "ops/cost", None) == Change(
        None,
        RevisionKind.REMOVE,
        (
            EntryEdit("ops/cost", COST, None),
            EntryEdit("ops/safety", SAFETY, replace(SAFETY, see_also=())),
            EntryEdit("ops/team", TEAM, replace(TEAM, see_also=("safety",))),
        ),
    )
    with pytest.raises(EditError, match="no such entry any more"):
        removal(KNOWLEDGE, KNOWLEDGE, "ops/gone", None)


OFFERING = BASE.replace("subjects:", "fallback: cost\nsubjects:")


async def test_a_fallback_goes_and_comes_back_with_its_entry(tmp_path: Path) -> None:
    async with open_session(tmp_path, OFFERING) as session:
        gone = removal(session.knowledge, session.knowledge, "ops/cost", None)
        saved = await session.editor.commit(gone, None, "")
        assert saved is not None
        assert session.knowledge.topics[0].fallback is None
        assert "fallback" not in session.base_text
        await session.editor.commit(await session.editor.history.undo(None, saved.number), None, "")
        assert session.knowledge.topics[0].fallback == "cost"
        assert session.base_text == OFFERING


async def test_a_fallback_named_in_another_file_of_the_topic_goes_too(tmp_path: Path) -> None:
    async with open_session(tmp_path, OFFERING) as session:
        (session.folder / "more.yaml").write_text("topic: ops\nfallback: cost\n")
        await session.editor.follow(None)
        gone = removal(session.knowledge, session.knowledge, "ops/cost", None)
        await session.editor.commit(gone, None, "")
        assert session.knowledge.topics[0].fallback is None
        assert (session.folder / "more.yaml").read_text() == "topic: ops\n"


async def test_a_server_that_hides_the_fallback_offers_none_and_the_others_do(tmp_path: Path) -> None:
    async with open_session(tmp_path, OFFERING) as session:
        await session.editor.commit(removal(session.knowledge, session.knowledge, "ops/cost", 7), None, "")
        assert (await session.editor.contents(7)).seen.fallback() is None
        assert (await session.editor.contents(8)).seen.fallback() == session.knowledge.entries["ops/cost"]
        assert session.base_text == OFFERING


async def test_the_fallback_of_a_servers_own_topic_goes_with_its_entry(tmp_path: Path) -> None:
    text = "topic: house\ntitle: House\nfallback: rules\nentries:\n  rules: {title: Rules, answer: Be kind.}\n"
    async with open_session(tmp_path) as session:
        session.files.of(7).write("7.yaml", f"{text}  help: {{title: Help, answer: Ask.}}\n")
        await session.editor.follow(7)
        seen = (await session.editor.contents(7)).seen
        await session.editor.commit(removal(seen, session.knowledge, "house/rules", 7), None, "")
        seen = (await session.editor.contents(7)).seen
        assert "house/help" in seen.entries
        assert seen.topics[1].fallback is None


def test_an_overlay_that_hides_an_entry_leaves_the_bases_own_entries_alone() -> None:
    own = replace(TEAM, title="Our team")
    seen = KnowledgeBase((replace(TOPIC, entries=(COST, SAFETY, own)), OTHER))
    change = removal(seen, KNOWLEDGE, "ops/cost", 7)
    assert [edit.key for edit in change.edits] == ["ops/cost", "ops/team"]


async def test_an_overlays_entry_that_differs_from_the_bases_in_its_references_alone_loses_them(tmp_path: Path) -> None:
    async with open_session(tmp_path) as session:
        cost = session.knowledge.entries["ops/cost"]
        await session.editor.commit(edition(session.knowledge, replace(cost, see_also=("security",)), 7), None, "")
        seen = (await session.editor.contents(7)).seen
        await session.editor.commit(removal(seen, session.knowledge, "ops/security", 7), None, "")
        seen = (await session.editor.contents(7)).seen
    assert seen.entries == {cost.key: cost}


def test_an_addition_stays_one_where_its_id_was_taken_meanwhile() -> None:
    added = addition(KNOWLEDGE, Entry("ops", "", "Speed", both="Fast."), None)
    theirs = Entry("ops", "speed", "Speed of theirs", both="Slow.")
    now = KnowledgeBase((replace(TOPIC, entries=(*TOPIC.entries, theirs)), OTHER))
    (edit,) = on_top(now, added).edits
    assert (edit.key, edit.before, edit.after) == ("ops/speed-2", None, replace(only(added), id="speed-2"))
    imported = replace(added, kind=RevisionKind.IMPORT)
    assert on_top(now, imported).edits == (EntryEdit("ops/speed", theirs, only(added)),)
