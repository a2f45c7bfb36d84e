"""Propose, save, undo: over real files and a real history."""

import asyncio
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.editing import knowledge_files, planner
from bot.editing.change import Change, EntryEdit, FileEdit
from bot.editing.errors import EditError, InvalidChangeError, StaleChangeError
from bot.editing.impact import ChangeKind
from bot.editing.patch import digest
from bot.editing.revision import Author, Revision, RevisionKind, Scope
from bot.inbox.questions import RecentQuestion
from bot.knowledge.build import Loaded
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Decision
from bot.matching.matcher import Matcher
from tests.editing.worlds import BASE, Session, open_session, replayed

MO = Author("hash-of-mo", "Mo")
COST = "ops/cost"
SERVER = 7


def taught(session: Session, question: str, key: str = COST, scope: Scope = None) -> Change:
    entry = session.knowledge.entries[key]
    after = replace(entry, questions=(*entry.questions, question))
    return Change(scope, RevisionKind.TEACH, (EntryEdit(key, entry, after),))


def recent(*texts: str) -> list[RecentQuestion]:
    return [RecentQuestion(text) for text in texts]


async def test_the_file_seen_first_is_the_first_revision(session: Session) -> None:
    (first,) = await session.editor.history.page(None)
    assert (first.number, first.kind, first.entries) == (1, RevisionKind.FILE, (COST, "ops/security"))


async def test_a_proposal_shows_its_effect_and_writes_nothing(session: Session) -> None:
    asked = recent("how many dollars per month", "how many dollars per month", "is it safe?")
    proposal = await session.editor.propose(taught(session, "how many dollars per month"), asked)
    assert proposal.impact is not None
    assert [(shift.question, shift.times, shift.effect) for shift in proposal.impact.shifts] == [
        ("how many dollars per month", 2, ChangeKind.ANSWERED)
    ]
    assert proposal.impact.unchanged == 1
    assert session.base_text == BASE


async def test_saving_touches_the_entry_alone_and_is_served(session: Session) -> None:
    saved = await session.editor.commit(taught(session, "how many dollars per month"), MO, "taught it")
    assert isinstance(saved, Revision)
    assert (saved.number, saved.author_name, saved.what, saved.entries) == (2, "Mo", "taught it", (COST,))
    line = "      - Is it expensive?\n"
    assert session.base_text == BASE.replace(line, line + "      - how many dollars per month\n")
    decision = session.snapshots.snapshot().matcher.decide("how many dollars per month")
    assert decision.entries == (COST,)
    assert await session.editor.notice(None) is None


async def test_a_change_that_changes_nothing_is_no_revision(session: Session) -> None:
    entry = session.knowledge.entries[COST]
    change = Change(None, RevisionKind.EDIT, (EntryEdit(COST, entry, entry),))
    assert await session.editor.commit(change, MO, "") is None


async def test_problems_name_their_field_and_nothing_is_written(session: Session) -> None:
    change = taught(session, "Is it safe?")
    proposal = await session.editor.propose(change)
    assert [problem.path for problem in proposal.problems] == [("entries", "security", "questions", 0)]
    with pytest.raises(InvalidChangeError):
        await session.editor.commit(change, MO, "")
    assert session.base_text == BASE


async def test_two_moderators_at_once(session: Session) -> None:
    mine, theirs = taught(session, "how many dollars"), taught(session, "what is the bill")
    await session.editor.commit(theirs, MO, "")
    with pytest.raises(StaleChangeError) as caught:
        await session.editor.commit(mine, MO, "")
    (meanwhile,) = caught.value.meanwhile
    assert meanwhile.after is not None
    assert meanwhile.after.questions[-1] == "what is the bill"
    await session.editor.commit(caught.value.fresh, MO, "")
    assert session.knowledge.entries[COST].questions[-2:] == ("what is the bill", "how many dollars")


async def test_changes_to_different_entries_do_not_collide(session: Session) -> None:
    mine, theirs = taught(session, "how many dollars"), taught(session, "who locks the door", "ops/security")
    await session.editor.commit(theirs, MO, "")
    assert await session.editor.commit(mine, MO, "") is not None


async def test_a_hand_edit_meanwhile_is_kept_and_recorded(session: Session) -> None:
    change = taught(session, "how many dollars")
    by_hand = BASE.replace("Code is guarded.", "Code is watched.")
    (session.folder / "ops.yaml").write_text(by_hand)
    await session.editor.commit(change, MO, "")
    assert "Code is watched." in session.base_text
    assert "how many dollars" in session.base_text
    history = await session.editor.history.page(None)
    assert [(one.kind, one.entries) for one in history[:2]] == [
        (RevisionKind.TEACH, (COST,)),
        (RevisionKind.FILE, ("ops/security",)),
    ]


async def test_a_broken_hand_edit_is_left_alone(session: Session) -> None:
    change = taught(session, "how many dollars")
    (session.folder / "ops.yaml").write_text(BASE + "  broken\n")
    with pytest.raises(EditError, match=r"until it is mended: ops\.yaml:\d+"):
        await session.editor.commit(change, MO, "")
    assert session.base_text == BASE + "  broken\n"


async def test_undoing_everything_gives_the_first_file_back(session: Session) -> None:
    await session.editor.commit(taught(session, "how many dollars"), MO, "")
    entry = session.knowledge.entries["ops/security"]
    remove = Change(None, RevisionKind.REMOVE, (EntryEdit(entry.key, entry, None),))
    await session.editor.commit(remove, MO, "")
    new = Entry("ops", "speed", "Speed", ("pace",), ("How fast?",), {"mlops": "Slow.", "devops": "Fast."})
    await session.editor.commit(Change(None, RevisionKind.ADD, (EntryEdit(new.key, None, new),)), MO, "")
    for number in (4, 3, 2):
        await session.editor.commit(await session.editor.history.undo(None, number), MO, "")
    assert session.base_text == BASE
    assert await replayed(session, None) == {"ops.yaml": BASE}


async def test_an_older_revision_is_undone_beneath_newer_ones(session: Session) -> None:
    await session.editor.commit(taught(session, "how many dollars"), MO, "")
    await session.editor.commit(taught(session, "who locks the door", "ops/security"), MO, "")
    await session.editor.commit(await session.editor.history.undo(None, 2), MO, "")
    assert "how many dollars" not in session.base_text
    assert "who locks the door" in session.base_text


async def test_undoing_where_the_same_lines_changed_again_puts_the_entry_back(session: Session) -> None:
    for title in ("Costs", "Expenses"):
        entry = session.knowledge.entries[COST]
        edit = EntryEdit(COST, entry, replace(entry, title=title))
        await session.editor.commit(Change(None, RevisionKind.EDIT, (edit,)), MO, "")
    undo = await session.editor.history.undo(None, 2)
    assert (len(undo.edits), undo.undoes) == (1, 2)
    saved = await session.editor.commit(undo, MO, "")
    assert isinstance(saved, Revision)
    assert saved.undoes == 2
    assert session.knowledge.entries[COST].title == "Cost"


async def test_undoing_does_not_remove_what_could_not_be_read_any_more(session: Session) -> None:
    before: Entry | None = None
    for title, aliases in (("House rules", ("etiquette",)), ("Rules", ("etiquette",)), ("Our rules", ())):
        rules = Entry("ops", "rules", title, aliases, answer="Be kind.")
        await session.editor.commit(Change(7, RevisionKind.EDIT, (EntryEdit(rules.key, before, rules),)), MO, "")
        before = rules
    assert (await session.editor.history.undo(7, 2)).edits[0].after is not None
    await session.editor.commit(taught(session, "etiquette"), MO, "")
    with pytest.raises(EditError, match=r"don't fit with today's any more: 7\.yaml:"):
        await session.editor.history.undo(7, 2)


async def test_an_import_is_not_made_on_top_where_that_would_leave_an_entry_out(session: Session) -> None:
    own = "topic: own\ntitle: Ours\nentries:\n"
    own += "".join(f"  {name}: {{title: {name.upper()}, answer: {name}}}\n" for name in "abc")
    first = Change(7, RevisionKind.IMPORT, files=(FileEdit("7.own.yaml", None, own),))
    await session.editor.commit(first, MO, "")
    text = own.replace("title: A,", "title: A, aliases: [etiquette],")
    change = Change(7, RevisionKind.IMPORT, files=(FileEdit("7.own.yaml", digest(own), text),))
    entry = (await session.snapshots.of(7)).knowledge.entries["own/c"]
    edit = EntryEdit(entry.key, entry, replace(entry, aliases=("etiquette",)))
    await session.editor.commit(Change(7, RevisionKind.EDIT, (edit,)), MO, "")
    with pytest.raises(StaleChangeError) as stale:
        await session.editor.commit(change, MO, "")
    assert (await session.editor.propose(stale.value.fresh)).problems == ()


async def test_what_was_wrong_before_forbids_nothing_when_it_moves_to_another_line(session: Session) -> None:
    session.servers.mkdir()
    entries = "  a: {title: A, answer: a}\n  b: {title: B, answer: b, aliases: [same]}\n"
    entries += "  c: {title: C, answer: c, aliases: [same]}\n  d: {title: D, answer: d}\n"
    (session.servers / "7.yaml").write_text(f"topic: ops\nentries:\n{entries}")
    session.files.scan()
    seen = (await session.snapshots.of(7)).knowledge
    assert list(seen.entries) == [COST, "ops/security", "ops/a", "ops/b", "ops/d"]
    change = Change(7, RevisionKind.REMOVE, (EntryEdit("ops/a", seen.entries["ops/a"], None),))
    assert (await session.editor.propose(change)).problems == ()


async def test_nothing_that_grows_with_a_change_is_compared_on_the_loop(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: dict[str, int] = {}

    def watched(name: str) -> None:
        real = getattr(planner, name)

        def noting(*given: object) -> object:
            threads[name] = threading.get_ident()
            return real(*given)

        monkeypatch.setattr(planner, name, noting)

    for name in ("_refuse_stale", "_digests", "differing"):
        watched(name)
    text = BASE.replace("Less money.", "No money.")
    await session.editor.propose(Change(None, RevisionKind.IMPORT, files=(FileEdit("ops.yaml", digest(BASE), text),)))
    assert len(threads) == 3
    assert threading.get_ident() not in threads.values()


async def test_an_overlay_with_hundreds_of_problems_is_mended_one_by_one(session: Session) -> None:
    session.servers.mkdir()
    lines = [f"  e{number}: {{title: Entry {number}, mlosp: a, devops: b}}\n" for number in range(400)]
    (session.servers / "7.yaml").write_text("topic: ops\nentries:\n" + "".join(lines))
    session.files.scan()
    mended = Entry("ops", "e7", "Entry 7", answer="Good.")
    change = Change(7, RevisionKind.ADD, (EntryEdit(mended.key, None, mended),))
    assert (await session.editor.propose(change)).problems == ()
    assert await session.editor.commit(change, MO, "") is not None
    wrong = replace(mended, id="e8", title="Cost")
    (problem,) = (
        await session.editor.propose(Change(7, RevisionKind.ADD, (EntryEdit(wrong.key, None, wrong),)))
    ).problems
    assert "also belongs to 'cost'" in problem.message


async def test_what_a_revision_did(session: Session) -> None:
    await session.editor.commit(taught(session, "how many dollars"), MO, "")
    await session.editor.commit(taught(session, "what is the bill"), MO, "")
    (edit,) = await session.editor.history.states(None, 2)
    assert edit.before is not None
    assert edit.after is not None
    assert edit.after.questions == (*edit.before.questions, "how many dollars")
    with pytest.raises(EditError, match="no revision #9"):
        await session.editor.history.states(None, 9)


async def test_an_overlay_is_one_servers_own(session: Session) -> None:
    await session.editor.commit(taught(session, "how many dollars", scope=7), MO, "")
    entry = session.knowledge.entries["ops/security"]
    await session.editor.commit(Change(7, RevisionKind.REMOVE, (EntryEdit(entry.key, entry, None),)), MO, "")
    new = Entry("ops", "rules", "House rules", answer="Be kind.")
    await session.editor.commit(Change(7, RevisionKind.ADD, (EntryEdit(new.key, None, new),)), MO, "")
    here, next_door = await session.snapshots.of(7), await session.snapshots.of(8)
    assert list(here.knowledge.entries) == [COST, "ops/rules"]
    assert here.matcher.decide("how many dollars").entries == (COST,)
    assert next_door is session.snapshots.snapshot()
    assert list(next_door.knowledge.entries) == [COST, "ops/security"]
    assert session.base_text == BASE
    assert [one.number for one in await session.editor.history.page(7)] == [3, 2, 1]
    assert [one.number for one in await session.editor.history.page(None)] == [1]
    for number in (3, 2, 1):
        await session.editor.commit(await session.editor.history.undo(7, number), MO, "")
    assert list((await session.snapshots.of(7)).knowledge) == list(session.knowledge)
    assert list(session.servers.iterdir()) == []


async def test_an_overlay_comes_back_after_a_restart(tmp_path: Path) -> None:
    async with open_session(tmp_path) as session:
        await session.editor.commit(taught(session, "how many dollars", scope=7), MO, "")
    async with open_session(tmp_path) as session:
        assert (await session.snapshots.of(7)).matcher.decide("how many dollars").entries == (COST,)


async def test_an_edit_of_the_base_that_collides_with_an_overlay_leaves_its_entry_out_until_it_is_mended(
    session: Session,
) -> None:
    rules = Entry("ops", "rules", "House rules", ("etiquette",), (), answer="Be kind.")
    await session.editor.commit(Change(7, RevisionKind.ADD, (EntryEdit(rules.key, None, rules),)), MO, "")
    pets = Entry("ops", "pets", "Pets", answer="Cats.")
    await session.editor.commit(Change(7, RevisionKind.ADD, (EntryEdit(pets.key, None, pets),)), MO, "")
    await session.editor.commit(taught(session, "etiquette"), MO, "")
    assert list((await session.snapshots.of(7)).knowledge.entries) == [COST, "ops/security", "ops/pets"]
    assert "etiquette" in session.snapshots.problems_of(7)[0]
    assert session.snapshots.problems_of(8) == ()
    edit = EntryEdit(pets.key, pets, replace(pets, answer="Dogs."))
    assert await session.editor.commit(Change(7, RevisionKind.EDIT, (edit,)), MO, "") is not None
    mended = replace(rules, aliases=("manners",))
    await session.editor.commit(Change(7, RevisionKind.ADD, (EntryEdit(rules.key, None, mended),)), MO, "")
    assert "ops/rules" in (await session.snapshots.of(7)).knowledge.entries


async def test_what_was_prepared_is_not_decided_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["how many dollars per month", "is it safe?"]
    decided: list[tuple[Matcher, list[str]]] = []
    decide_many = Matcher.decide_many

    def noted(matcher: Matcher, texts: Iterable[str]) -> list[Decision]:
        decided.append((matcher, list(texts)))
        return decide_many(matcher, decided[-1][1])

    monkeypatch.setattr(Matcher, "decide_many", noted)
    await session.editor.prepare(None, recent(*asked))
    (served, first), *_ = decided
    assert first == asked
    proposal = await session.editor.propose(taught(session, asked[0]), recent(*asked))
    assert proposal.impact is not None
    assert len(proposal.impact.shifts) == 1
    again = [text for matcher, texts in decided[1:] if matcher is served for text in texts]
    assert not set(again) & set(asked)


async def test_a_base_that_changes_while_an_overlay_is_read_is_no_change_of_the_overlay(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read over the older base is read again."""
    brewing = Entry("ops", "brewing", "Brewing", questions=("How is it brewed?",), answer="Slowly.")
    await session.editor.commit(Change(SERVER, RevisionKind.ADD, (EntryEdit(brewing.key, None, brewing),)), None, "x")
    session.editor._planner._readings.clear()
    begun, go_on = threading.Event(), threading.Event()
    read = knowledge_files.read_overlay

    def slowly(base: KnowledgeBase, files: Mapping[str, bytes]) -> Loaded:
        loaded = read(base, files)
        begun.set()
        go_on.wait(10)
        return loaded

    monkeypatch.setattr(knowledge_files, "read_overlay", slowly)
    faster = replace(brewing, answer="Fast.")
    change = Change(SERVER, RevisionKind.EDIT, (EntryEdit(brewing.key, brewing, faster),))
    proposing = asyncio.create_task(session.editor.propose(change))
    await asyncio.to_thread(begun.wait, 10)
    cost = session.knowledge.entries["ops/cost"]
    edit = EntryEdit(cost.key, cost, replace(cost, title="Costs now"))
    await session.editor.commit(Change(None, RevisionKind.EDIT, (edit,)), None, "x")
    go_on.set()
    assert [one.key for one in (await proposing).edits] == [brewing.key]
    assert (await session.editor.contents(SERVER)).seen.entries[cost.key].title == "Costs now"
