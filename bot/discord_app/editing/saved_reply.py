"""What a moderator reads once a change is saved: its number, what was changed, and where to go from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import discord

from bot import limits
from bot.discord_app.asking.render import open_button
from bot.discord_app.asking.states import Browse
from bot.discord_app.editing import texts
from bot.discord_app.editing.change_lines import change_lines, heading_of_many
from bot.discord_app.editing.states import NextQuestion, Redo, TellAskers, Undo, Withdraw
from bot.discord_app.editing.text_diffs import add_texts
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import clip, inline
from bot.discord_app.ui.reply import Button, Reply
from bot.editing.change import EntryEdit
from bot.editing.editor import Saved
from bot.editing.review import WaitingChange
from bot.editing.revision import Revision, RevisionKind
from bot.knowledge.model import Entry, KnowledgeBase


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
    askers: int = 0
    """How many wait for an answer that they would get now."""
    note: str = ""
    """What else was done with it."""

    @property
    def told(self) -> tuple[EntryEdit, ...]:
        """What it did, in the order in which it is told: what is removed comes first."""
        return tuple(sorted(self.edits, key=lambda edit: edit.after is not None))

    @property
    def meant(self) -> tuple[EntryEdit, ...]:
        """What the moderator wanted: where they removed an entry, not what becomes of the references to it."""
        removes = isinstance(self.saved, Revision) and self.saved.kind is RevisionKind.REMOVE
        gone = tuple(edit for edit in self.edits if edit.after is None)
        return gone if removes and gone else self.edits

    @property
    def left(self) -> list[Entry]:
        """The entries to look at."""
        return [edit.after for edit in self.meant if edit.after is not None]


def done_by(saved: Saved) -> Done:
    """What a moderator did who looked at the change before they saved it."""
    if isinstance(saved, WaitingChange):
        return Done.WAITS
    return Done.TAKEN_BACK if saved.kind is RevisionKind.REVERT else Done.SAVED


def saved_reply(saved: SavedChange) -> Reply:
    """What was changed stays readable below its number."""
    number = saved.saved.number
    shared = saved.saved.scope is None
    done = f"{saved.done.value.format(number=number)}\n-# {texts.saved_for(shared=shared)}"
    note = "\n".join(filter(None, [saved.note, done]))
    buttons = [Button(texts.NEXT_QUESTION, NextQuestion().encode(), style="primary")] if saved.from_inbox else []
    if saved.done in (Done.SAVED, Done.REDONE) and saved.left:
        one = saved.left[0] if len(saved.left) == 1 else None
        buttons.append(open_button(one, texts.SEE_IT) if one else Button(texts.SEE_IT, Browse().encode()))
    match saved.done:
        case Done.WAITS:
            buttons.append(Button(texts.WITHDRAW, Withdraw(number, shared).encode()))
        case Done.TAKEN_BACK:
            buttons.append(Button(texts.REDO, Redo(number, shared).encode()))
        case _:
            buttons.append(Button(texts.UNDO, Undo(number, shared).encode()))
    if saved.askers:
        buttons.append(Button(texts.tell_askers(saved.askers), TellAskers(number, shared).encode()))
    return Reply(note, (_embed(saved),) if saved.edits else (), rows=(tuple(buttons),))


def _embed(saved: SavedChange) -> discord.Embed:
    description = clip("\n".join(change_lines(saved.told, saved.before)), limits.EMBED_DESCRIPTION)
    embed = discord.Embed(colour=ACCENT, title=_title(saved.meant), description=description)
    add_texts(embed, saved.told, saved.before)
    return embed


def _title(edits: Sequence[EntryEdit]) -> str:
    if len(edits) != 1:
        return heading_of_many(edits)
    (edit,) = edits
    entry = edit.after or edit.before
    title = inline(entry.title if entry is not None else edit.key, limits.BUTTON_LABEL)
    if edit.before is None:
        return texts.heading(title, added=True, removed=False)
    return title if edit.after is not None else texts.removed_entry(title)
