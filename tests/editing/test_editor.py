"""Propose, save, undo: over real files and a real history."""

import asyncio
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.editing import knowledge_files, planner
from bot.editing.change import Change, EntryEdit, FileEdit
from bot.editing.editor import Author
from bot.editing.errors import EditError, InvalidChangeError, StaleChangeError
from bot.editing.impact import ChangeKind
from bot.editing.patch import digest
from bot.editing.revision import RevisionKind, Scope
from bot.inbox.questions import RecentQuestion
from bot.knowledge.build import Loaded
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Decision
from bot.matching.matcher import Matcher
from tests.editing.worlds import BASE, Desk, open_desk, replayed

MO = Author("hash-of-mo", "Mo")
COST = "ops/cost"
SERVER = 7


def taught(desk: Desk, question: str, key: str = COST, scope: Scope = None) -> Change:
    entry = desk.knowledge.entries[key]
    after = replace(entry, questions=(*entry.questions, question))
    return Change(scope, RevisionKind.TEACH, (EntryEdit(key, entry, after),))


def recent(*texts: str) -> list[RecentQuestion]:
    return [RecentQuestion(text) for text in texts]


async def test_the_file_seen_first_is_the_first_revision(desk: Desk) -> None:
    (first,) = await desk.editor.history.page(None)
    assert (first.number, first.kind, first.entries) == (1, RevisionKind.FILE, (COST, "ops/security"))


async def test_a_proposal_shows_its_effect_and_writes_nothing(desk: Desk) -> None:
    asked = recent("how many dollars per month", "how many dollars per month", "is it safe?")
    proposal = await desk.editor.propose(taught(desk, "how many dollars per month"), asked)
    assert proposal.impact is not None
    assert [(shift.question, shift.times, shift.effect) for shift in proposal.impact.shifts] == [
        ("how many dollars per month", 2, ChangeKind.ANSWERED)
    ]
    assert proposal.impact.unchanged == 1
    assert desk.base_text == BASE


async def test_saving_touches_the_entry_alone_and_is_served(desk: Desk) -> None:
    saved = await desk.editor.commit(taught(desk, "how many dollars per month"), MO, "taught it")
    assert saved is not None
    assert (saved.number, saved.author_name, saved.what, saved.entries) == (2, "Mo", "taught it", (COST,))
    line = "      - Is it expensive?\n"
    assert desk.base_text == BASE.replace(line, line + "      - how many dollars per month\n")
    decision = desk.snapshots.snapshot().matcher.decide("how many dollars per month")
    assert decision.entries == (COST,)
    assert await desk.editor.notice(None) is None


async def test_a_change_that_changes_nothing_is_no_revision(desk: Desk) -> None:
    entry = desk.knowledge.entries[COST]
    change = Change(None, RevisionKind.EDIT, (EntryEdit(COST, entry, entry),))
    assert await desk.editor.commit(change, MO, "") is None


async def test_problems_name_their_field_and_nothing_is_written(desk: Desk) -> None:
    change = taught(desk, "Is it safe?")
    proposal = await desk.editor.propose(change)
    assert [problem.path for problem in proposal.problems] == [("entries", "security", "questions", 0)]
    with pytest.raises(InvalidChangeError):
        await desk.editor.commit(change, MO, "")
    assert desk.base_text == BASE


async def test_two_moderators_at_once(desk: Desk) -> None:
    mine, theirs = taught(desk, "how many dollars"), taught(desk, "what is the bill")
    await desk.editor.commit(theirs, MO, "")
    with pytest.raises(StaleChangeError) as caught:
        await desk.editor.commit(mine, MO, "")
    (meanwhile,) = caught.value.meanwhile
    assert meanwhile.after is not None
    assert meanwhile.after.questions[-1] == "what is the bill"
    await desk.editor.commit(caught.value.fresh, MO, "")
    assert desk.knowledge.entries[COST].questions[-2:] == ("what is the bill", "how many dollars")


async def test_changes_to_different_entries_do_not_collide(desk: Desk) -> None:
    mine, theirs = taught(desk, "how many dollars"), taught(desk, "who locks the door", "ops/security")
    await desk.editor.commit(theirs, MO, "")
    assert await desk.editor.commit(mine, MO, "") is not None


async def test_a_hand_edit_meanwhile_is_kept_and_recorded(desk: Desk) -> None:
    change = taught(desk, "how many dollars")
    by_hand = BASE.replace("Code is guarded.", "Code is watched.")
    (desk.folder / "ops.yaml").write_text(by_hand)
    await desk.editor.commit(change, MO, "")
    assert "Code is watched." in desk.base_text
    assert "how many dollars" in desk.base_text
    history = await desk.editor.history.page(None)
    assert [(one.kind, one.entries) for one in history[:2]] == [
        (RevisionKind.TEACH, (COST,)),
        (RevisionKind.FILE, ("ops/security",)),
    ]


async def test_a_broken_hand_edit_is_left_alone(desk: Desk) -> None:
    change = taught(desk, "how many dollars")
    (desk.folder / "ops.yaml").write_text(BASE + "  broken\n")
    with pytest.raises(EditError, match=r"until it is mended: ops\.yaml:\d+"):
        await desk.editor.commit(change, MO, "")
    assert desk.base_text == BASE + "  broken\n"


async def test_undoing_everything_gives_the_first_file_back(desk: Desk) -> None:
    await desk.editor.commit(taught(desk, "how many dollars"), MO, "")
    entry = desk.knowledge.entries["ops/security"]
    remove = Change(None, RevisionKind.REMOVE, (EntryEdit(entry.key, entry, None),))
    await desk.editor.commit(remove, MO, "")
    new = Entry("ops", "speed", "Speed", ("pace",), ("How fast?",), {"mlops": "Slow.", "devops": "Fast."})
    await desk.editor.commit(Change(None, RevisionKind.ADD, (EntryEdit(new.key, None, new),)), MO, "")
    for number in (4, 3, 2):
        await desk.editor.commit(await desk.editor.history.undo(None, number), MO, "")
    assert desk.base_text == BASE
    assert await replayed(desk, None) == {"ops.yaml": BASE}


async def test_an_older_revision_is_undone_beneath_newer_ones(desk: Desk) -> None:
    await desk.editor.commit(taught(desk, "how many dollars"), MO, "")
    await desk.editor.commit(taught(desk, "who locks the door", "ops/security"), MO, "")
    await desk.editor.commit(await desk.editor.history.undo(None, 2), MO, "")
    assert "how many dollars" not in desk.base_text
    assert "who locks the door" in desk.base_text


async def test_undoing_where_the_same_lines_changed_again_puts_the_entry_back(desk: Desk) -> None:
    for title in ("Costs", "Expenses"):
        entry = desk.knowledge.entries[COST]
        edit = EntryEdit(COST, entry, replace(entry, title=title))
        await desk.editor.commit(Change(None, RevisionKind.EDIT, (edit,)), MO, "")
    undo = await desk.editor.history.undo(None, 2)
    assert undo.undoes is None
    await desk.editor.commit(undo, MO, "")
    assert desk.knowledge.entries[COST].title == "Cost"


async def test_undoing_does_not_remove_what_could_not_be_read_any_more(desk: Desk) -> None:
    before: Entry | None = None
    for title, aliases in (("House rules", ("etiquette",)), ("Rules", ("etiquette",)), ("Our rules", ())):
        rules = Entry("ops", "rules", title, aliases, answer="Be kind.")
        await desk.editor.commit(Change(7, RevisionKind.EDIT, (EntryEdit(rules.key, before, rules),)), MO, "")
        before = rules
    assert (await desk.editor.history.undo(7, 2)).edits[0].after is not None
    await desk.editor.commit(taught(desk, "etiquette"), MO, "")
    with pytest.raises(EditError, match=r"don't fit with today's any more: 7\.yaml:"):
        await desk.editor.history.undo(7, 2)


async def test_an_import_is_not_made_on_top_where_that_would_leave_an_entry_out(desk: Desk) -> None:
    own = "topic: own\ntitle: Ours\nentries:\n"
    own += "".join(f"  {name}: {{title: {name.upper()}, answer: {name}}}\n" for name in "abc")
    first = Change(7, RevisionKind.IMPORT, files=(FileEdit("7.own.yaml", None, own),))
    await desk.editor.commit(first, MO, "")
    text = own.replace("title: A,", "title: A, aliases: [etiquette],")
    change = Change(7, RevisionKind.IMPORT, files=(FileEdit("7.own.yaml", digest(own), text),))
    entry = (await desk.snapshots.of(7)).knowledge.entries["own/c"]
    edit = EntryEdit(entry.key, entry, replace(entry, aliases=("etiquette",)))
    await desk.editor.commit(Change(7, RevisionKind.EDIT, (edit,)), MO, "")
    with pytest.raises(StaleChangeError) as stale:
        await desk.editor.commit(change, MO, "")
    assert (await desk.editor.propose(stale.value.fresh)).problems == ()


async def test_what_was_wrong_before_forbids_nothing_when_it_moves_to_another_line(desk: Desk) -> None:
    desk.servers.mkdir()
    entries = "  a: {title: A, answer: a}\n  b: {title: B, answer: b, aliases: [same]}\n"
    entries += "  c: {title: C, answer: c, aliases: [same]}\n  d: {title: D, answer: d}\n"
    (desk.servers / "7.yaml").write_text(f"topic: ops\nentries:\n{entries}")
    desk.files.scan()
    seen = (await desk.snapshots.of(7)).knowledge
    assert list(seen.entries) == [COST, "ops/security", "ops/a", "ops/b", "ops/d"]
    change = Change(7, RevisionKind.REMOVE, (EntryEdit("ops/a", seen.entries["ops/a"], None),))
    assert (await desk.editor.propose(change)).problems == ()


async def test_nothing_that_grows_with_a_change_is_compared_on_the_loop(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
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
    await desk.editor.propose(Change(None, RevisionKind.IMPORT, files=(FileEdit("ops.yaml", digest(BASE), text),)))
    assert len(threads) == 3
    assert threading.get_ident() not in threads.values()


async def test_an_overlay_with_hundreds_of_problems_is_mended_one_by_one(desk: Desk) -> None:
    desk.servers.mkdir()
    lines = [f"  e{number}: {{title: Entry {number}, mlosp: a, devops: b}}\n" for number in range(400)]
    (desk.servers / "7.yaml").write_text("topic: ops\nentries:\n" + "".join(lines))
    desk.files.scan()
    mended = Entry("ops", "e7", "Entry 7", answer="Good.")
    change = Change(7, RevisionKind.ADD, (EntryEdit(mended.key, None, mended),))
    assert (await desk.editor.propose(change)).problems == ()
    assert await desk.editor.commit(change, MO, "") is not None
    wrong = replace(mended, id="e8", title="Cost")
    (problem,) = (await desk.editor.propose(Change(7, RevisionKind.ADD, (EntryEdit(wrong.key, None, wrong),)))).problems
    assert "also belongs to 'cost'" in problem.message


async def test_what_a_revision_did(desk: Desk) -> None:
    await desk.editor.commit(taught(desk, "how many dollars"), MO, "")
    await desk.editor.commit(taught(desk, "what is the bill"), MO, "")
    (edit,) = await desk.editor.history.states(None, 2)
    assert edit.before is not None
    assert edit.after is not None
    assert edit.after.questions == (*edit.before.questions, "how many dollars")
    with pytest.raises(EditError, match="no revision #9"):
        await desk.editor.history.states(None, 9)


async def test_an_overlay_is_one_servers_own(desk: Desk) -> None:
    await desk.editor.commit(taught(desk, "how many dollars", scope=7), MO, "")
    entry = desk.knowledge.entries["ops/security"]
    await desk.editor.commit(Change(7, RevisionKind.REMOVE, (EntryEdit(entry.key, entry, None),)), MO, "")
    new = Entry("ops", "rules", "House rules", answer="Be kind.")
    await desk.editor.commit(Change(7, RevisionKind.ADD, (EntryEdit(new.key, None, new),)), MO, "")
    here, next_door = await desk.snapshots.of(7), await desk.snapshots.of(8)
    assert list(here.knowledge.entries) == [COST, "ops/rules"]
    assert here.matcher.decide("how many dollars").entries == (COST,)
    assert next_door is desk.snapshots.snapshot()
    assert list(next_door.knowledge.entries) == [COST, "ops/security"]
    assert desk.base_text == BASE
    assert [one.number for one in await desk.editor.history.page(7)] == [3, 2, 1]
    assert [one.number for one in await desk.editor.history.page(None)] == [1]
    for number in (3, 2, 1):
        await desk.editor.commit(await desk.editor.history.undo(7, number), MO, "")
    assert list((await desk.snapshots.of(7)).knowledge) == list(desk.knowledge)
    assert list(desk.servers.iterdir()) == []


async def test_an_overlay_comes_back_after_a_restart(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.editor.commit(taught(desk, "how many dollars", scope=7), MO, "")
    async with open_desk(tmp_path) as desk:
        assert (await desk.snapshots.of(7)).matcher.decide("how many dollars").entries == (COST,)


async def test_an_edit_of_the_base_that_collides_with_an_overlay_leaves_its_entry_out_until_it_is_mended(
    desk: Desk,
) -> None:
    rules = Entry("ops", "rules", "House rules", ("etiquette",), (), answer="Be kind.")
    await desk.editor.commit(Change(7, RevisionKind.ADD, (EntryEdit(rules.key, None, rules),)), MO, "")
    pets = Entry("ops", "pets", "Pets", answer="Cats.")
    await desk.editor.commit(Change(7, RevisionKind.ADD, (EntryEdit(pets.key, None, pets),)), MO, "")
    await desk.editor.commit(taught(desk, "etiquette"), MO, "")
    assert list((await desk.snapshots.of(7)).knowledge.entries) == [COST, "ops/security", "ops/pets"]
    assert "etiquette" in desk.snapshots.problems_of(7)[0]
    assert desk.snapshots.problems_of(8) == ()
    edit = EntryEdit(pets.key, pets, replace(pets, answer="Dogs."))
    assert await desk.editor.commit(Change(7, RevisionKind.EDIT, (edit,)), MO, "") is not None
    mended = replace(rules, aliases=("manners",))
    await desk.editor.commit(Change(7, RevisionKind.ADD, (EntryEdit(rules.key, None, mended),)), MO, "")
    assert "ops/rules" in (await desk.snapshots.of(7)).knowledge.entries


async def test_what_was_prepared_is_not_decided_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["how many dollars per month", "is it safe?"]
    decided: list[tuple[Matcher, list[str]]] = []
    decide_many = Matcher.decide_many

    def noted(matcher: Matcher, texts: Iterable[str]) -> list[Decision]:
        decided.append((matcher, list(texts)))
        return decide_many(matcher, decided[-1][1])

    monkeypatch.setattr(Matcher, "decide_many", noted)
    await desk.editor.prepare(None, recent(*asked))
    (served, first), *_ = decided
    assert first == asked
    proposal = await desk.editor.propose(taught(desk, asked[0]), recent(*asked))
    assert proposal.impact is not None
    assert len(proposal.impact.shifts) == 1
    again = [text for matcher, texts in decided[1:] if matcher is served for text in texts]
    assert not set(again) & set(asked)


async def test_a_base_that_changes_while_an_overlay_is_read_is_no_change_of_the_overlay(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read over the older base is read again."""
    brewing = Entry("ops", "brewing", "Brewing", questions=("How is it brewed?",), answer="Slowly.")
    await desk.editor.commit(Change(SERVER, RevisionKind.ADD, (EntryEdit(brewing.key, None, brewing),)), None, "x")
    desk.editor._planner._readings.clear()
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
    proposing = asyncio.create_task(desk.editor.propose(change))
    await asyncio.to_thread(begun.wait, 10)
    cost = desk.knowledge.entries["ops/cost"]
    edit = EntryEdit(cost.key, cost, replace(cost, title="Costs now"))
    await desk.editor.commit(Change(None, RevisionKind.EDIT, (edit,)), None, "x")
    go_on.set()
    assert [one.key for one in (await proposing).edits] == [brewing.key]
    assert (await desk.editor.contents(SERVER)).seen.entries[cost.key].title == "Costs now"
