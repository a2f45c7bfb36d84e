"""However large a change is and whatever stands in it, Discord takes the message that shows it."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.discord_app.editing.proposal_reply import Shown, in_words_reply, proposal_reply, what_changed
from bot.discord_app.editing.saved_reply import Done, SavedChange, saved_reply
from bot.discord_app.editing.states import InWords
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reply import Button, Reply, check
from bot.editing.change import FEW, Change, EntryEdit
from bot.editing.impact import ChangeKind, DecisionChange, Impact, Proposal
from bot.editing.revision import Revision, RevisionKind
from bot.knowledge.model import Entry, KnowledgeBase, Link, Subject, Topic
from bot.knowledge.problems import Problem
from bot.matching.decision import Decision, Kind

NASTY = "*_`~|[x](y)@everyone "
SUBJECTS = tuple(Subject(f"s{n}", NASTY * 2) for n in range(5))


def entry(number: int, size: int) -> Entry:
    text = (NASTY * size)[: 1024 * 4]
    return Entry(
        "t",
        f"e{number}",
        (NASTY * 4)[:80],
        aliases=tuple(f"{NASTY}{n}" for n in range(size)),
        questions=tuple(f"{NASTY * 14}{n}" for n in range(size)),
        sides={one.id: text[:1024] for one in SUBJECTS},
        both=text[:1024],
        links=(Link(NASTY, "https://example.org/" + "x" * 480),),
        see_also=("e0",),
    )


def shifts(times: int) -> tuple[DecisionChange, ...]:
    before, after = Decision(Kind.ANSWER, ("t/e0",)), Decision(Kind.ANSWER, ("t/e1", "t/e2", "t/e3"))
    return tuple(
        DecisionChange(f"{NASTY * 20}{number}", 3, effect, before, replace(after, entries=(f"t/e{number % 40}",)))
        for effect in ChangeKind
        for number in range(times)
    )


@pytest.mark.parametrize("size", [1, 40, 400])
@pytest.mark.parametrize("kind", [RevisionKind.ADD, RevisionKind.EDIT, RevisionKind.REMOVE, RevisionKind.IMPORT])
@pytest.mark.parametrize("is_wrong", [False, True])
def test_it_fits(size: int, kind: RevisionKind, is_wrong: bool) -> None:
    old, new = [entry(number, 2) for number in range(40)], [entry(number, size) for number in range(40)]
    knowledge = KnowledgeBase((Topic("t", "T", SUBJECTS, tuple(old)),))
    pairs = list(zip(old, new, strict=True))[: 40 if kind is RevisionKind.IMPORT else 1]
    edits = tuple(
        EntryEdit(
            before.key,
            None if kind is RevisionKind.ADD else before,
            None if kind is RevisionKind.REMOVE else replace(after, answer=NASTY * 190),
        )
        for before, after in pairs
    )
    change = Change(None, kind, edits)
    problems = tuple(Problem("f.yaml", n, 1, NASTY * 30, ("entries", "e0", "questions", n)) for n in range(1, 50))
    many = shifts(100)
    effect = Impact(sum(one.times for one in many) + 5, many, 200, 1000, many, long=999_999, late=999_999)
    proposal = Proposal(change, edits, problems, None) if is_wrong else Proposal(change, edits, (), effect)
    reply = check(proposal_reply(Shown(2**63 - 1, proposal, knowledge, edits)))
    assert reply.embeds
    assert reply.content is None
    assert len(reply.embeds) == (1 if is_wrong or kind in (RevisionKind.REMOVE, RevisionKind.IMPORT) else 2)
    values = [field.value or "" for field in reply.embeds[0].fields]
    for said in ("**5** stay as they are", " were tried: ", "999,999 are too long"):
        assert is_wrong or sum(said in value for value in values) == 1
    assert not any("@everyone" in value for value in values)
    assert 0 < len(what_changed(change, knowledge)) <= 200
    revision = Revision(7, 2**31 - 1, datetime.now(UTC), "m", "Mo", kind, "", "", (), ())
    for done in Done:
        saved = SavedChange(revision, edits, knowledge, done, from_inbox=True)
        assert check(saved_reply(saved)).embeds


@pytest.mark.parametrize("kind", [RevisionKind.IMPORT, RevisionKind.REVERT, RevisionKind.EDIT])
@pytest.mark.parametrize("removed", [1, FEW, FEW + 1, 26])
def test_removing_needs_the_red_button_and_more_than_a_few_are_said_on_top(removed: int, kind: RevisionKind) -> None:
    entries = tuple(entry(number, 1) for number in range(30))
    knowledge = KnowledgeBase((Topic("t", "T", SUBJECTS, entries),))
    changed = EntryEdit(entries[-1].key, entries[-1], replace(entries[-1], title="New"))
    edits = (*(EntryEdit(one.key, one, None) for one in entries[:removed]), changed)
    proposal = Proposal(Change(None, kind, edits), edits, (), Impact(0, (), 0, 0, ()))
    reply = check(proposal_reply(Shown(5, proposal, knowledge)))
    (save, *_) = reply.rows[0]
    assert isinstance(save, Button)
    assert save.custom_id == "k:save:0000000000000005", "buttons of before still hang in channels"
    said = f"**This change removes {removed} entries; the history keeps them.**"
    assert reply.content == (said if removed > FEW else None)
    what = f"{removed} entries" if removed > 1 else clip(entries[0].title, 80 - len("Remove "))
    assert (save.label, save.style) == (f"Remove {what}", "danger")
    assert [button.style for button in reply.rows[0][1:] if isinstance(button, Button)] == ["secondary"]


def test_many_short_texts_take_no_more_fields_than_there_are() -> None:
    entries = [Entry("t", f"e{number}", f"Entry {number}", answer="Yes.") for number in range(100)]
    edits = tuple(EntryEdit(one.key, None, one) for one in entries)
    proposal = Proposal(Change(None, RevisionKind.IMPORT, edits), edits, (), Impact(0, (), 0, 0, ()))
    reply = check(proposal_reply(Shown(5, proposal, KnowledgeBase())))
    assert InWords(5).encode() in [one.custom_id for one in reply.rows[0]]
    assert len(check(in_words_reply(proposal, KnowledgeBase())).embeds[0].fields) == 25


TOPIC = Topic("t", "T", (Subject("a", "A"), Subject("b", "B")))


def changed(before: Entry, after: Entry, impact: Impact) -> tuple[Reply, Reply]:
    """The proposal, and what it changes in words."""
    knowledge = KnowledgeBase((replace(TOPIC, entries=(before,)),))
    edits = (EntryEdit(before.key, before, after),)
    proposal = Proposal(Change(None, RevisionKind.EDIT, edits), edits, (), impact)
    return check(proposal_reply(Shown(5, proposal, knowledge))), check(in_words_reply(proposal, knowledge))


def test_what_has_no_room_on_a_phone_stands_behind_a_button() -> None:
    words = " ".join(f"word{number}" for number in range(120))
    before = Entry("t", "e", "E", sides={"a": words, "b": "Same."}, both="Gone.")
    after = replace(before, sides={"a": words[::-1], "b": "Same."}, both=None)
    shown, in_words = changed(before, after, Impact(0, (), 0, 0, ()))
    assert [field.value for field in shown.embeds[0].fields][-1] == "A: text reworded\nWhat they share: text removed"
    assert "What changes in words" in [getattr(one, "label", "") for one in shown.rows[0]]
    assert shown.embeds[1].fields[0].value == words[::-1]
    fields = {field.name: field.value for field in in_words.embeds[0].fields}
    assert fields == {
        "A, was": words,
        "A, now": words[::-1],
        "What they share": "was: Gone.\nnow: no text",
    }
    short, _ = changed(before, replace(before, both="Here."), Impact(0, (), 0, 0, ()))
    assert "What changes in words" not in [getattr(one, "label", "") for one in short.rows[0]]
    assert short.embeds[0].fields[-1].value == "**What they share**\nwas: Gone.\nnow: Here."


def test_a_phone_shows_how_many_change_whatever_the_title() -> None:
    before = Entry("t", "a", "Interdisciplinary skills of everybody", answer="x")
    edits = (EntryEdit(before.key, before, replace(before, questions=("who earns what",))),)
    known, decided = KnowledgeBase((Topic("t", "T", (), (before,)),)), Decision(Kind.ANSWER, ("t/a",))
    shift = DecisionChange("who earns what", 12, ChangeKind.ANSWERED, Decision(Kind.UNKNOWN), decided)
    proposal = Proposal(
        Change(None, RevisionKind.TEACH, edits, question="who earns what"), edits, (), Impact(12, (shift,), 0, 0, ())
    )
    save = proposal_reply(Shown(1, proposal, known)).rows[0][0]
    assert isinstance(save, Button)
    assert save.label == "Teach to Interdisciplinar… · 12 change"
    assert len(save.label) <= 38


def test_no_line_says_zero() -> None:
    before = Entry("t", "e", "E", answer="x")
    shift = DecisionChange("q", 3, ChangeKind.ANSWERED, Decision(Kind.UNKNOWN, ()), Decision(Kind.ANSWER, ("t/e",)))
    for effect in (Impact(3, (shift,), 1, 1, (replace(shift, times=1),)), Impact(0, (), 0, 0, (), late=2, long=1)):
        shown, _ = changed(before, replace(before, questions=("q",)), effect)
        said = "\n".join(f"{field.name}\n{field.value}" for field in shown.embeds[0].fields)
        assert not re.search(r"\b0\b", said), said
