"""What a moderator reads once a change is saved: its number, what was changed, and where to go from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import discord

from bot import limits
from bot.discord_app.asking.render import open_button
from bot.discord_app.editing import texts
from bot.discord_app.editing.change_lines import change_lines
from bot.discord_app.editing.states import NextQuestion, Redo, Undo, Withdraw
from bot.discord_app.editing.text_diffs import add_texts
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import clip, inline
from bot.discord_app.ui.reply import Button, Reply
from bot.editing.change import EntryEdit
from bot.editing.editor import Saved
from bot.editing.review import ProposedChange
from bot.editing.revision import RevisionKind
from bot.knowledge.model import KnowledgeBase


class Done(Enum):
    """What was just done, in the words that say so."""

    SAVED = texts.SAVED
    TAKEN_BACK = texts.TAKEN_BACK
    REDONE = texts.REDONE
    WAITS = texts.WAITS


@dataclass(frozen=True, slots=True)
class SavedChange:
    """A change that was just saved."""

    saved: Saved
    edits: tuple[EntryEdit, ...]
    """What it did to each entry."""
    before: KnowledgeBase
    """What was known without it."""
    done: Done
    from_inbox: bool = False
    """Whether a question or a suggestion of the inbox led to it."""


def done_by(saved: Saved) -> Done:
    """What a moderator did who looked at the change before they saved it."""
    if isinstance(saved, ProposedChange):
        return Done.WAITS
    return Done.TAKEN_BACK if saved.kind is RevisionKind.REVERT else Done.SAVED


def saved_reply(saved: SavedChange) -> Reply:
    """What was changed stays readable below its number."""
    number, edits = saved.saved.number, saved.edits
    shared = saved.saved.scope is None
    note = f"{saved.done.value.format(number=number)}\n-# {texts.saved_for(shared=shared)}"
    buttons = [Button(texts.NEXT_QUESTION, NextQuestion().encode(), style="primary")] if saved.from_inbox else []
    if len(edits) == 1 and edits[0].after is not None and saved.done in (Done.SAVED, Done.REDONE):
        buttons.append(open_button(edits[0].after, texts.SEE_IT))
    match saved.done:
        case Done.WAITS:
            buttons.append(Button(texts.WITHDRAW, Withdraw(number, shared).encode()))
        case Done.TAKEN_BACK:
            buttons.append(Button(texts.REDO, Redo(number, shared).encode()))
        case _:
            buttons.append(Button(texts.UNDO, Undo(number, shared).encode()))
    return Reply(note, (_embed(edits, saved.before),) if edits else (), rows=(tuple(buttons),))


def _embed(edits: Sequence[EntryEdit], before: KnowledgeBase) -> discord.Embed:
    description = clip("\n".join(change_lines(edits, before)), limits.EMBED_DESCRIPTION)
    embed = discord.Embed(colour=ACCENT, title=_title(edits), description=description)
    add_texts(embed, edits, before)
    return embed


def _title(edits: Sequence[EntryEdit]) -> str:
    if len(edits) != 1:
        added, removed = sum(edit.before is None for edit in edits), sum(edit.after is None for edit in edits)
        return texts.heading_many(len(edits), added, removed)
    (edit,) = edits
    entry = edit.after or edit.before
    title = inline(entry.title if entry is not None else edit.key, limits.BUTTON_LABEL)
    if edit.before is None:
        return texts.heading(title, added=True, removed=False)
    return title if edit.after is not None else texts.removed_entry(title)
