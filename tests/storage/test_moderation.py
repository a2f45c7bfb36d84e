"""Settings, proposals, suggestions and the base's editor survive a restart."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.editing.change import Change
from bot.editing.pending_changes import PendingChanges, StoredProposal
from bot.editing.review import WaitingChange
from bot.editing.revision import Revision, RevisionKind, Scope
from bot.inbox.suggestions import Suggestion, Suggestions, SuggestionStatus
from bot.servers.base_editors import BaseEditors
from bot.servers.settings import Mode, ServerSettings, SettingsBook
from bot.storage.database import Database
from bot.storage.schema import suggestion as suggestion_table
from bot.usage.retention import Retention
from bot.usage.stores import StoreError
from tests.usage.samples import NOW

BIG = 2**63 - 1
CHOSEN = ServerSettings(((BIG, Mode.ASK), (2, Mode.LISTEN)), (BIG, 4), private=True, buttons=False, digest_channel=BIG)


@pytest.mark.parametrize("settings", [ServerSettings(), CHOSEN, ServerSettings((), ()), ServerSettings(private=False)])
async def test_settings_come_back_as_chosen(path: Path, settings: ServerSettings) -> None:
    async with Database.open(path) as database:
        book = SettingsBook(database.settings)
        await book.change(10, lambda _: CHOSEN)
        await book.change(10, lambda _: settings)
        assert book.of(10) == settings
    async with Database.open(path) as database:
        book = SettingsBook(database.settings)
        await book.load()
        assert book.of(10) == settings
        assert book.of(77) == ServerSettings()
        assert book.with_digest() == ({10: BIG} if settings == CHOSEN else {})


async def test_settings_that_cannot_be_kept_are_not_followed(path: Path) -> None:
    async with Database.open(path) as database:
        await SettingsBook(database.settings).change(10, lambda _: CHOSEN)
    async with Database.open(path, read_only=True) as database:
        book = SettingsBook(database.settings)
        await book.load()
        with pytest.raises(StoreError):
            await book.change(10, lambda _: ServerSettings())
        assert book.of(10) == CHOSEN


async def test_two_changes_at_once_both_stand(path: Path) -> None:
    async with Database.open(path) as database:
        book = SettingsBook(database.settings)
        await asyncio.gather(
            book.change(10, lambda before: replace(before, private=True)),
            book.change(10, lambda before: replace(before, moderator_roles=(4,))),
        )
        await book.load()
        assert book.of(10) == ServerSettings(private=True, moderator_roles=(4,))


def proposal(number: int = BIG, *, moderator: str = "ann", minutes: int = 0) -> StoredProposal:
    """A change that waits to be saved."""
    return StoredProposal(number, None, 10, moderator, NOW - timedelta(minutes=minutes), '{"kind": "teach"}')


async def test_a_proposal_outlives_a_restart_until_it_is_removed(path: Path) -> None:
    async with Database.open(path) as database:
        await database.proposals.put(proposal())
        await database.proposals.put(replace(proposal(), change="{}"))
    async with Database.open(path) as database:
        assert await database.proposals.get(BIG) == replace(proposal(), change="{}")
        assert await database.proposals.get(1) is None
        await database.proposals.remove(BIG)
        await database.proposals.remove(BIG)
        assert await database.proposals.get(BIG) is None


async def test_old_proposals_are_purged(database: Database) -> None:
    await database.proposals.put(proposal(1, minutes=61))
    await database.proposals.put(replace(proposal(2, minutes=59), scope=10))
    assert await database.proposals.purge(NOW - timedelta(hours=1)) == 1
    kept = await database.proposals.get(2)
    assert kept is not None
    assert kept.scope == 10


def suggestion(number: int = BIG, *, server: int = 10, minutes: int = 0, member: str = "ann") -> Suggestion:
    """What a member proposes."""
    at = NOW - timedelta(minutes=minutes)
    return Suggestion(number, server, at, member, "Ann", "mlops-vs-devops/cost", "It is not about money alone.")


async def saved(database: Database, scope: Scope = None, **about: Any) -> Revision:
    """A revision, begun and finished."""
    new = Revision(scope, 0, NOW, "mo", "Mo", RevisionKind.EDIT, "edited", about.pop("why", ""), (), (), **about)
    begun = await database.revisions.begin(new)
    await database.revisions.finish(scope, begun.number, {})
    return begun


async def status(database: Database, number: int = 1) -> tuple[SuggestionStatus, int | None]:
    """What became of a suggestion, and by which revision."""
    found = await database.suggestions.get(None, number)
    assert found is not None
    return found.status, found.revision


async def test_a_suggestion_goes_with_the_revision_that_takes_it_up_and_with_what_takes_that_back(
    database: Database,
) -> None:
    await database.suggestions.add(suggestion(1))
    new = Revision(None, 0, NOW, "mo", "Mo", RevisionKind.ADD, "added", "", (), (), suggestion=1)
    begun = await database.revisions.begin(new)
    assert await status(database) == (SuggestionStatus.OPEN, None), "the files are not in place yet"
    await database.revisions.finish(None, begun.number, {})
    assert await status(database) == (SuggestionStatus.ACCEPTED, 1)
    await saved(database, 10)
    await saved(database, 10, undoes=1)
    assert await status(database) == (SuggestionStatus.ACCEPTED, 1), "another scope has its own numbers"
    assert (await saved(database, undoes=1)).suggestion == 1
    assert await status(database) == (SuggestionStatus.OPEN, 2)
    assert [one.suggestion for one in await database.revisions.history(None)] == [1, 1]
    await saved(database, undoes=2)
    assert await status(database) == (SuggestionStatus.ACCEPTED, 3)
    await saved(database, undoes=3)
    await saved(database, suggestion=1)
    assert await status(database) == (SuggestionStatus.ACCEPTED, 5), "another change took it up"
    await saved(database, undoes=4)
    assert await status(database) == (SuggestionStatus.ACCEPTED, 5)
    await saved(database, undoes=5)
    assert await database.suggestions.decline(10, 1)
    await saved(database, undoes=7)
    assert await status(database) == (SuggestionStatus.DECLINED, None), "what was declined since stays so"


async def test_a_suggestion_whose_text_is_gone_does_not_wait_again(database: Database) -> None:
    await database.suggestions.add(suggestion(1, minutes=10))
    await saved(database, suggestion=1, why="suggested by Ann")
    await database.retention.erase_texts(NOW - timedelta(minutes=5))
    await saved(database, undoes=1)
    assert (await status(database))[0] is SuggestionStatus.ACCEPTED
    assert await database.suggestions.open(10) == []


@pytest.mark.parametrize("again", [True, False])
async def test_thanks_are_found_however_often_a_suggestion_was_taken_up(database: Database, again: bool) -> None:
    """Also once it has been declined, and its text is kept no longer."""
    await database.suggestions.add(suggestion(1, minutes=10))
    await saved(database, suggestion=1, why="a gap; suggested by Ann")
    await saved(database, undoes=1)
    if again:
        await saved(database, suggestion=1, why="suggested by Ann")
    else:
        await database.suggestions.decline(10, 1)
    await database.retention.erase_texts(NOW - timedelta(minutes=5))
    await database.privacy.delete_member("ann", NOW)
    whys = [one.why for one in await database.revisions.history(None)]
    assert whys == ["", "", "a gap"][not again :]


async def test_a_change_that_waits_for_review_takes_its_suggestion_with_it_both_ways(database: Database) -> None:
    await database.suggestions.add(suggestion(1))
    change = Change(None, RevisionKind.ADD, suggestion=1)
    waiting = await database.waiting_changes.add(WaitingChange(0, NOW, "mo", "Mo", "added", change))
    assert await status(database) == (SuggestionStatus.ACCEPTED, None)
    assert await database.waiting_changes.take_out(waiting)
    assert await status(database) == (SuggestionStatus.OPEN, None)
    assert not await database.waiting_changes.take_out(waiting)
    arrived = await database.waiting_changes.add(waiting)
    assert await database.waiting_changes.remove([arrived.number]) == 1
    assert await status(database) == (SuggestionStatus.ACCEPTED, None), "it has arrived"


async def test_suggestions_wait_in_their_server_until_they_are_settled(path: Path) -> None:
    async with Database.open(path) as database:
        for one in (suggestion(), suggestion(2, minutes=5), suggestion(3, server=77)):
            await database.suggestions.add(one)
    async with Database.open(path) as database:
        suggestions = database.suggestions
        assert await suggestions.open(10) == [suggestion(2, minutes=5), suggestion()]
        assert not await suggestions.decline(77, 2)
        await saved(database, suggestion=2)
        assert not await suggestions.decline(10, 2)
        assert await suggestions.open(10) == [suggestion()]
        assert await suggestions.get(77, 2) is None
        settled = await suggestions.get(10, 2)
        assert settled == replace(suggestion(2, minutes=5), status=SuggestionStatus.ACCEPTED, revision=1)
        assert await suggestions.decline(10, BIG)
        assert await suggestions.open(10) == []


async def test_what_is_settled_or_left_lying_goes_with_the_old_texts(database: Database) -> None:
    for number, minutes in ((1, 10), (2, 0)):
        await database.proposals.put(proposal(number, minutes=minutes))
    for one in (suggestion(1, minutes=10), suggestion(2, minutes=10), suggestion(3)):
        await database.suggestions.add(one)
    for number in (1, 3):
        await database.suggestions.decline(10, number)
    await database.retention.erase_texts(NOW - timedelta(minutes=5))
    assert [await database.proposals.get(number) is not None for number in (1, 2)] == [True, True]
    pending = PendingChanges(database.proposals)
    await pending.load()
    await Retention(database.retention, timedelta(minutes=5), lambda: NOW, passing=[pending]).erase()
    assert [pending.exists(number) for number in (1, 2)] == [False, True]
    assert [await database.suggestions.get(10, number) is not None for number in (1, 2, 3)] == [False, True, True]
    assert [await database.proposals.get(number) is not None for number in (1, 2)] == [False, True]


async def test_a_member_s_proposals_go_with_their_data_and_their_suggestions_lose_the_name(database: Database) -> None:
    for member in ("ann", "bob"):
        number = len(member) + ord(member[0])
        await database.suggestions.add(suggestion(number, member=member))
        await database.proposals.put(proposal(number, moderator=member))
    assert await database.privacy.delete_member("ann", NOW) == 2
    kept = await database.suggestions.open(10)
    assert [(one.member, one.credit) for one in kept] == [("", None), ("bob", "Ann")]
    assert {one.text for one in kept} == {suggestion().text}
    assert [moderator for _, moderator, _ in await database.proposals.notes()] == ["bob"]
    assert await database.privacy.delete_member("ann", NOW) == 0


async def test_drafts_made_of_a_members_suggestion_no_longer_name_them(database: Database) -> None:
    """As an earlier release kept them: the thanks stood in the draft."""
    for number, member in ((1, "ann"), (2, "bob")):
        await database.suggestions.add(suggestion(number, member=member))
        change = Change(None, RevisionKind.ADD, why="suggested by Ann", suggestion=number)
        await database.proposals.put(replace(proposal(number, moderator="mo"), change=change.to_json()))
    await database.privacy.delete_member("ann", NOW)
    drafts = [await database.proposals.get(number) for number in (1, 2)]
    assert [Change.from_json(one.change).why for one in drafts if one] == ["", "suggested by Ann"]


async def test_the_first_to_claim_a_name_keeps_it(database: Database) -> None:
    assert await database.state.claim("base-editor", "10") == "10"
    assert await database.state.claim("base-editor", "77") == "10"
    await database.state.put("base-editor", "77")
    assert await database.state.claim("base-editor", "10") == "77"
    await database.state.put("base-editor", "")  # the terminal named nobody
    assert await database.state.claim("base-editor", "10") == "10"
    assert await database.state.claim("base-editor", "77") == "10"


async def test_of_two_programs_that_claim_at_once_one_gets_it(path: Path) -> None:
    async with Database.open(path) as mine, Database.open(path) as theirs:
        first, second = (BaseEditors((), one.state) for one in (mine, theirs))
        got = await asyncio.gather(first.claim(1), second.claim(2))
        assert sorted(got) == [False, True]
        assert first.servers == second.servers
        assert await first.stored() in first.servers


async def test_waiting_drafts_and_suggestions_are_loaded_as_far_as_there_is_room(path: Path) -> None:
    async with Database.open(path) as database:
        for number in range(1, 4):
            await database.proposals.put(replace(proposal(number, minutes=9 - number), change=f"{number}" * 10))
            await database.suggestions.add(suggestion(number, minutes=9 - number, member=f"m{number}"))
        await database.suggestions.decline(10, 1)
    async with Database.open(path) as database:
        assert [one for one, _, _ in await database.proposals.notes()] == [1, 2, 3]
        assert [one.id for one in await database.proposals.newest(25)] == [2, 3]
        assert [one.id for one in await database.suggestions.newest(1)] == [3]
        kept = Suggestions(database.suggestions)
        await kept.load()
        assert kept.count(10) == {"m2": 1, "m3": 1}
        assert kept.at_hand(10, 2) == suggestion(2, minutes=7, member="m2")
        assert (kept.at_hand(77, 2), kept.at_hand(10, 1)) == (None, None)
        await kept.forget_member("m2")
        assert kept.count(10) == {"": 1, "m3": 1}
        assert kept.at_hand(10, 2) is None


async def test_deleting_takes_thanks_out_of_reasons_and_nothing_else(path: Path) -> None:
    """A credit of one letter is part of many a reason; and a server's numbers are the base's too.

    As the last release kept them: the suggestion alone said which revision took it up.
    """
    reasons = {(None, 1): "fixed after the audit", (10, 1): "suggested by e", (10, 2): "my own; suggested by Al"}
    async with Database.open(path) as database:
        for (scope, number), why in reasons.items():
            new = Revision(scope, 0, NOW, "mo", "Mo", RevisionKind.EDIT, "edited", why, (), ())
            assert (await database.revisions.begin(new)).number == number
            await database.revisions.finish(scope, number, {})
        for number, credit in ((1, "e"), (2, "Al")):
            await database.suggestions.add(replace(suggestion(number), credit=credit))
            accepted = update(suggestion_table).where(suggestion_table.c.id == number)
            async with database.suggestions._connections.write() as connection:
                await connection.execute(accepted.values(status="accepted", revision=number))
        await database.privacy.delete_member("ann", NOW)
        kept = [await database.revisions.get(*key) for key in reasons]
        left = {(one.scope, one.number): one.why for one in kept if one}
    assert left == {(None, 1): "fixed after the audit", (10, 1): "", (10, 2): "my own"}
