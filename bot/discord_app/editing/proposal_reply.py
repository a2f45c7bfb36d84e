"""A proposal as a message: its effect in numbers, what is changed, the finished card, then the buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import discord

from bot import limits
from bot.discord_app.editing import texts
from bot.discord_app.editing.change_lines import change_lines, effect_lines, heading_of_many, name_of
from bot.discord_app.editing.problem_lines import problem_lines
from bot.discord_app.editing.states import Cancel, EditAgain, InWords, More, ReplyAndTeach, ReplyOnly, Save, TakeIn
from bot.discord_app.editing.text_diffs import TOTAL, add_texts, reworded_lines
from bot.discord_app.ui.embeds import ACCENT, entry_embed, shortened
from bot.discord_app.ui.markdown import clip, inline
from bot.discord_app.ui.reply import Button, Reply, Row
from bot.editing.change import Change, EntryEdit, field_diff, many_removed, removed_entries
from bot.editing.impact import Impact, Proposal
from bot.editing.revision import RevisionKind
from bot.editing.wording import is_text
from bot.knowledge.model import KnowledgeBase
from bot.texts import editing

MOST_OF_CARD: Final = 3500
"""Characters that the finished card takes from the proposal; a longer one is shortened where both don't fit."""
PROBLEM: Final = discord.Colour(0xD83C3E)
TAUGHT: Final = 38
"""Characters on the button that teaches an entry: a phone cuts more, and the number of questions stands last."""
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
        return Reply(note, rows=_rows(shown))
    card = _card(shown)
    room = TOTAL - min(len(card) if card is not None else 0, MOST_OF_CARD)
    embed = discord.Embed(colour=PROBLEM if proposal.problems else ACCENT, title=_heading(shown))
    embed.set_footer(text=shown.whose or _scope(proposal.change))
    if proposal.problems:
        lines = [*problem_lines(proposal, shown.knowledge), f"*{texts.TYPED_IS_KEPT}*"]
        _add(embed, texts.PROBLEMS, lines if _is_editable(proposal.change) else lines[:-1], room)
    if proposal.impact is not None:
        for name, lines in effect_lines(proposal.impact, shown.knowledge, proposal.edits):
            _add(embed, name, lines, room)
    if shown.meanwhile:
        lines = change_lines(shown.meanwhile, shown.knowledge)
        _add(embed, texts.MEANWHILE, [*lines, f"*{_meanwhile_hint(shown)}*"], room)
    _add(embed, texts.CHANGES, _changes(shown, has_card=card is not None), room)
    embeds = (embed,) if card is None else (embed, shortened(card, limits.EMBEDS_TOTAL - len(embed)))
    removed = many_removed(proposal.edits)
    warning = f"**{editing.removes_many(removed)}**" if removed else None
    return Reply(warning, embeds=embeds, rows=_rows(shown))


def in_words_reply(proposal: Proposal, knowledge: KnowledgeBase) -> Reply:
    """Everything that the proposal changes, each text with what it was and what it is now."""
    embed = discord.Embed(colour=ACCENT, title=texts.IN_WORDS)
    # Of one entry the fields below name every text; of many they may have no room.
    lines = change_lines(proposal.edits, knowledge, with_texts=len(proposal.edits) != 1)
    embed.description = _whole_lines("\n".join(lines), limits.EMBED_DESCRIPTION // 2) or None
    add_texts(embed, proposal.edits, knowledge)
    return Reply(embeds=(embed,))


def save_row(pending: int, change: Change) -> Row:
    """What stands below a change while it is being saved, should that fail."""
    again = (Button(texts.EDIT_AGAIN, EditAgain(pending).encode()),) if _is_editable(change) else ()
    return (_save_button(pending, change, change.edits), *again, Button(texts.CANCEL, Cancel(pending).encode()))


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


def _card(shown: Shown) -> discord.Embed | None:
    """The entry as members will see it, where it is one entry that is added or changed, and can be saved."""
    written = [edit.after for edit in shown.proposal.edits if edit.after is not None]
    if shown.proposal.problems or len(written) != 1 or len(shown.proposal.edits) != 1:
        return None
    card = entry_embed(shown.knowledge, written[0])
    return card.set_author(name=texts.CARD)


def _changes(shown: Shown, *, has_card: bool) -> list[str]:
    """What is changed, a line each, and short texts with what they were; the card shows those that are new."""
    edits = shown.proposal.edits
    reworded = reworded_lines(edits, shown.knowledge) if has_card else None
    if reworded is None:
        return change_lines(edits, shown.knowledge)
    return [*change_lines(edits, shown.knowledge, with_texts=False), *reworded]


def _has_more_words(shown: Shown) -> bool:
    """Whether texts are changed that the proposal does not show itself."""
    edits = shown.proposal.edits
    if len(edits) == 1 and edits[0].after is not None:
        return reworded_lines(edits, shown.knowledge) is None
    if shown.proposal.problems:
        return False
    return any(is_text(one.field) for edit in edits if edit.after for one in field_diff(edit.before, edit.after))


def _rows(shown: Shown) -> tuple[Row, ...]:
    return tuple(row for row in (tuple(_reply_buttons(shown)), tuple(_buttons(shown))) if row)


def _buttons(shown: Shown) -> Iterator[Button]:
    proposal, editable = shown.proposal, _is_editable(shown.proposal.change)
    changes = proposal.edits or proposal.change.files or proposal.change.undoes is not None
    if changes and not proposal.problems and proposal.change.waiting is None:
        yield _save_button(shown.id, proposal.change, proposal.edits, proposal.impact)
    if editable:
        yield Button(
            texts.EDIT_AGAIN, EditAgain(shown.id).encode(), style="primary" if proposal.problems else "secondary"
        )
        yield Button(texts.MORE, More(shown.id).encode())
    if _has_more_words(shown):
        yield Button(texts.IN_WORDS, InWords(shown.id).encode())
    if proposal.change.answer and proposal.change.kind is RevisionKind.TEACH:
        yield Button(texts.TAKE_IN, TakeIn(shown.id).encode())
    yield Button(texts.CANCEL, Cancel(shown.id).encode())


def _reply_buttons(shown: Shown) -> Iterator[Button]:
    """What replies to the member who waits; a row of its own, in place of "Save"."""
    proposal = shown.proposal
    if proposal.change.waiting is None:
        return
    if proposal.edits and not proposal.problems:
        yield Button(texts.REPLY_AND_TEACH, ReplyAndTeach(shown.id).encode(), style="success")
    yield Button(texts.REPLY_ONLY, ReplyOnly(shown.id).encode())


def _save_button(pending: int, change: Change, edits: Sequence[EntryEdit], impact: Impact | None = None) -> Button:
    """The button that saves; it says what that does where it may be the second act on a question of the inbox."""
    save = Save(pending).encode()
    removed = removed_entries(edits)
    if removed:
        label = texts.remove_entries([entry.title for entry in removed])
        return Button(clip(label, limits.BUTTON_LABEL), save, style="danger")
    taught = edits[0].after if change.question and change.kind is RevisionKind.TEACH and len(edits) == 1 else None
    if taught is None:
        label = texts.TAKE_BACK if change.kind is RevisionKind.REVERT else texts.SAVE
        return Button(label, save, style="success")
    shifts = impact.shifts if impact is not None else ()
    changes = sum(one.times for one in shifts)
    room = TAUGHT - len(texts.teach_to("", changes))
    return Button(texts.teach_to(clip(taught.title, room), changes), save, style="success")


def _is_editable(change: Change) -> bool:
    return change.kind in EDITABLE and len(change.edits) == 1 and change.edits[0].after is not None


def _scope(change: Change) -> str:
    return texts.saved_for(shared=change.scope is None)


def _heading(shown: Shown) -> str:
    edits = shown.proposal.change.edits or shown.proposal.edits
    if shown.proposal.change.kind is RevisionKind.REMOVE:
        edits = tuple(edit for edit in edits if edit.after is None) or edits
    if len(edits) != 1:
        return heading_of_many(edits)
    before, after = edits[0].before, edits[0].after
    entry = before or after
    title = inline(entry.title if entry is not None else edits[0].key, limits.BUTTON_LABEL)
    return texts.heading(title, added=before is None, removed=after is None)


def _add(embed: discord.Embed, name: str, lines: Sequence[str], total: int) -> None:
    """Add a field with the lines, as many as fit into an embed of ``total`` characters."""
    room = min(limits.EMBED_FIELD_VALUE, total - len(embed) - len(name))
    if room > 0 and lines:
        embed.add_field(name=name, value=_whole_lines("\n".join(lines), room), inline=False)


def _whole_lines(text: str, room: int) -> str:
    """As many whole lines as fit: half a line might end within markup."""
    kept, length = list[str](), 0
    for line in text.split("\n"):
        if length + len(line) + 2 > room:
            return "\n".join([*kept, "…"])
        kept.append(line)
        length += len(line) + 1
    return text
