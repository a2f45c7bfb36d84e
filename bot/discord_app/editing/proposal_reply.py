"""A proposal as a message: its effect in numbers first, then the change itself, then the buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import discord

from bot import limits
from bot.discord_app.editing import texts
from bot.discord_app.editing.change_lines import change_lines, effect_lines, name_of
from bot.discord_app.editing.problem_lines import problem_lines
from bot.discord_app.editing.states import Cancel, EditAgain, More, Save
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import clip, escape, fitting, inline, word_diff
from bot.discord_app.ui.reply import Button, Reply, Row
from bot.editing.change import Change, EntryEdit, field_diff, many_removed, removed_entries
from bot.editing.impact import Proposal
from bot.editing.revision import RevisionKind
from bot.editing.wording import is_text
from bot.knowledge.model import KnowledgeBase
from bot.texts import editing

TOTAL: Final = limits.EMBEDS_TOTAL - 200
PROBLEM: Final = discord.Colour(0xD83C3E)
WHAT: Final = 200
"""Characters of a revision's short description."""
EDITABLE: Final = (RevisionKind.ADD, RevisionKind.EDIT, RevisionKind.TEACH)


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored proposal and what it takes to put it into words."""

    id: int
    proposal: Proposal
    knowledge: KnowledgeBase
    """As it is without the change."""
    meanwhile: tuple[EntryEdit, ...] = ()
    """What others saved while it was made."""
    whose: str = ""
    """Who edits the shared base, and what is edited."""


def proposal_reply(shown: Shown) -> Reply:
    """The proposal, with what can be done with it."""
    proposal = shown.proposal
    if not proposal.edits and not proposal.problems:
        around = proposal.change.files or proposal.change.undoes is not None
        note = f"{texts.AROUND if around else editing.NO_DIFFERENCE}\n-# {_scope(proposal.change)}"
        return Reply(note, rows=(tuple(_buttons(shown)),))
    embed = discord.Embed(colour=PROBLEM if proposal.problems else ACCENT, title=_heading(shown))
    embed.set_footer(text=shown.whose or _scope(proposal.change))
    if shown.meanwhile:
        lines = change_lines(shown.meanwhile, shown.knowledge)
        _add(embed, texts.MEANWHILE, "\n".join([*lines, f"*{_meanwhile_hint(shown)}*"]))
    if proposal.problems:
        lines = [*problem_lines(proposal, shown.knowledge), f"*{texts.PROBLEMS_HINT}*"]
        _add(embed, texts.PROBLEMS, "\n".join(lines if _is_editable(proposal.change) else lines[:-1]))
    if proposal.impact is not None:
        for name, lines in effect_lines(proposal.impact, shown.knowledge, proposal.edits):
            _add(embed, name, "\n".join(lines))
    embed.description = "\n".join(change_lines(proposal.edits, shown.knowledge))
    add_texts(embed, proposal.edits, shown.knowledge)
    removed = many_removed(proposal.edits)
    warning = f"**{editing.removes_many(removed)}**" if removed else None
    return Reply(warning, embeds=(embed,), rows=(tuple(_buttons(shown)),))


def save_row(pending: int, edits: Sequence[EntryEdit]) -> Row:
    """What stands below a change while it is being saved."""
    return (_save_button(pending, edits), Button(texts.CANCEL, Cancel(pending).encode()))


def what_changed(change: Change, knowledge: KnowledgeBase) -> str:
    """The change in a few words, for the history: as it was typed, not escaped."""
    if change.undoes is not None:
        return editing.taken_back(change.undoes)
    if change.files:
        return editing.brought_in([file.name for file in change.files])
    titles = [one.title for edit in change.edits[:1] if (one := edit.after or edit.before)]
    lines = change_lines(change.edits, knowledge, shown=str)
    return clip(editing.done(change.kind, titles, lines), WHAT)


def _meanwhile_hint(shown: Shown) -> str:
    """What saving does to what others saved meanwhile."""
    mine = {edit.key: edit for edit in shown.proposal.edits}
    pairs = [(theirs, mine[theirs.key]) for theirs in shown.meanwhile if theirs.key in mine]
    if any(theirs.after is None for theirs, _ in pairs):
        return texts.MEANWHILE_REMOVED
    if any(ours.after is None for _, ours in pairs):
        return texts.MEANWHILE_REMOVES
    both = dict.fromkeys(name for theirs, ours in pairs for name in _changed_by_both(theirs, ours, shown.knowledge))
    return texts.both_changed([inline(name, WHAT) for name in both]) if both else texts.MEANWHILE_HINT


def _changed_by_both(theirs: EntryEdit, ours: EntryEdit, knowledge: KnowledgeBase) -> Iterator[str]:
    """The texts that both reworded, and the lists of which one takes back what the other did."""
    changed = field_diff(theirs.before, theirs.after)
    texts_changed = {one.field for one in changed if is_text(one.field) or one.field == "title"}
    back = {(one.field, one.after, one.before) for one in changed}
    for change in field_diff(ours.before, ours.after):
        if change.field in texts_changed or (change.field, change.before, change.after) in back:
            yield name_of(change.field, ours, knowledge)


def _buttons(shown: Shown) -> Iterator[Button]:
    proposal, editable = shown.proposal, _is_editable(shown.proposal.change)
    changes = proposal.edits or proposal.change.files or proposal.change.undoes is not None
    if changes and not proposal.problems:
        yield _save_button(shown.id, proposal.edits)
    if editable:
        yield Button(
            texts.EDIT_AGAIN, EditAgain(shown.id).encode(), style="primary" if proposal.problems else "secondary"
        )
        yield Button(texts.MORE, More(shown.id).encode())
    yield Button(texts.CANCEL, Cancel(shown.id).encode())


def _save_button(pending: int, edits: Sequence[EntryEdit]) -> Button:
    removed = removed_entries(edits)
    if removed:
        label = texts.remove_entries([entry.title for entry in removed])
        return Button(clip(label, limits.BUTTON_LABEL), Save(pending).encode(), style="danger")
    return Button(texts.SAVE, Save(pending).encode(), style="success")


def _is_editable(change: Change) -> bool:
    return change.kind in EDITABLE and len(change.edits) == 1 and change.edits[0].after is not None


def _scope(change: Change) -> str:
    return texts.saved_for(shared=change.scope is None)


def _heading(shown: Shown) -> str:
    edits = shown.proposal.change.edits or shown.proposal.edits
    if shown.proposal.change.kind is RevisionKind.REMOVE:
        edits = tuple(edit for edit in edits if edit.after is None) or edits
    if len(edits) != 1:
        added = sum(edit.before is None for edit in edits)
        removed = sum(edit.after is None for edit in edits)
        return texts.heading_many(len(edits), added, removed)
    before, after = edits[0].before, edits[0].after
    entry = before or after
    title = inline(entry.title if entry is not None else edits[0].key, limits.BUTTON_LABEL)
    return texts.heading(title, added=before is None, removed=after is None)


def _add(embed: discord.Embed, name: str, value: str) -> None:
    room = min(limits.EMBED_FIELD_VALUE, TOTAL - len(embed) - len(name))
    if room > 0 and value:
        embed.add_field(name=name, value=_whole_lines(value, room), inline=False)


def _whole_lines(text: str, room: int) -> str:
    """As many whole lines as fit: half a line might end within markup."""
    kept, length = list[str](), 0
    for line in text.split("\n"):
        if length + len(line) + 2 > room:
            return "\n".join([*kept, "…"])
        kept.append(line)
        length += len(line) + 1
    return text


def add_texts(embed: discord.Embed, edits: Sequence[EntryEdit], knowledge: KnowledgeBase) -> None:
    """The texts that come or read differently, word by word, as far as there is room."""
    for edit in edits:
        if edit.after is None:
            continue
        for change in field_diff(edit.before, edit.after):
            name = escape(name_of(change.field, edit, knowledge))
            room = min(limits.EMBED_FIELD_VALUE, TOTAL - len(embed) - len(name))
            if room < limits.EMBED_FIELD_VALUE // 4 or len(embed.fields) == limits.EMBED_FIELDS:
                return
            if not is_text(change.field) or change.after is None:
                continue
            value = word_diff(change.before, change.after, room) if change.before else fitting(change.after, room)
            if value.strip():
                embed.add_field(name=clip(name, limits.EMBED_FIELD_NAME), value=value, inline=False)
