"""``/knowledge teach``: one more way to ask for an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from discord import app_commands

from bot import limits
from bot.discord_app.editing.gate import editing_moderator, hold
from bot.discord_app.editing.group import NoSuchEntryError, complete_entry, entry_meant, knowledge
from bot.discord_app.editing.proposals import show_proposal
from bot.discord_app.errors import AnyInteraction
from bot.discord_app.ui.markdown import inline, visible
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind
from bot.errors import VersusError
from bot.knowledge.model import Entry
from bot.knowledge.text_rules import comparable
from bot.texts import editing as texts

if TYPE_CHECKING:
    from bot.discord_app.client import VersusClient


class NothingToTeachError(VersusError):
    """The questions are empty, or known already."""


def setup(_client: VersusClient) -> None:
    """Add the command."""
    knowledge.add_command(teach_command, override=True)  # pyright: ignore[reportUnknownArgumentType]


@app_commands.command(name="teach", description=texts.TEACH_DESCRIPTION)
@app_commands.describe(entry=texts.ENTRY, question=texts.TEACH_QUESTION)
@app_commands.autocomplete(entry=complete_entry)
async def teach_command(
    interaction: AnyInteraction,
    entry: app_commands.Range[str, 1, 100],
    question: app_commands.Range[str, 1, 300],
) -> None:
    """Show what the question would do as an example question of the entry."""
    editing = await editing_moderator(interaction)
    await hold(interaction)
    found = entry_meant(await editing.snapshot(), entry)
    await propose_teaching(interaction, found.key, [question])


async def propose_teaching(
    interaction: AnyInteraction, key: str, questions: Sequence[str], draft_id: int | None = None
) -> int:
    """Show what teaching an entry these questions would do; see ``show_proposal``.

    Raises:
        NoSuchEntryError: the entry is gone.
        NotAllowedError: the person may not.
        NothingToTeachError: there is no word in the questions, or the entry has them all.
    """
    editing = await editing_moderator(interaction)
    await hold(interaction)
    entry = (await editing.knowledge()).entries.get(key)
    if entry is None:
        raise NoSuchEntryError(texts.NO_SUCH_ENTRY)
    new = _new_to(entry, questions)
    after = replace(entry, questions=(*entry.questions, *new))
    return await show_proposal(
        interaction, Change(editing.scope, RevisionKind.TEACH, (EntryEdit(key, entry, after),)), draft_id
    )


def _new_to(entry: Entry, questions: Sequence[str]) -> tuple[str, ...]:
    lines = [line for question in questions if comparable(line := one_line(question))]
    if not lines:
        raise NothingToTeachError(texts.NOTHING_TYPED)
    known = {comparable(question) for question in entry.questions}
    new = tuple(line for line in lines if comparable(line) not in known)
    if not new:
        quoted = f"“{inline(lines[0], limits.BUTTON_LABEL)}”"
        raise NothingToTeachError(texts.knows_already(inline(entry.title, limits.BUTTON_LABEL), quoted))
    return new


def one_line(text: str) -> str:
    """What a member wrote as a question of one line, without characters that nobody sees."""
    return " ".join(visible(text).split())
