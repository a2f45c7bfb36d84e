"""The moderators' post about a question: as a message, read back from it, and shown again in a new state.

Who is on it, who answered and what the member is called stand in Discord's message alone; nothing of that is stored.
"""

from dataclasses import dataclass, replace
from typing import Final

import discord

from bot import limits
from bot.discord_app.asking.followup import custom_ids_of
from bot.discord_app.client import VersusClient
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.handoff import states, texts
from bot.discord_app.handoff.human_reply import shown_name
from bot.discord_app.ui import posting
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import clip, fitting, inline
from bot.discord_app.ui.plain import embed_of
from bot.discord_app.ui.reply import Button, Reply, Row, message_url
from bot.inbox.awaiting import Awaiting, Post, PostState
from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Candidate
from bot.texts.closeness import CLOSEST_HEADING, NEAR, NOTHING_CLOSE, named

CLOSE: Final = 3
"""Entries that are named as close."""
TITLE: Final = 40
"""Characters of each one's title, before it is escaped."""
_HEADINGS: Final = {
    PostState.ANSWERED: texts.ANSWERED,
    PostState.KEPT: texts.ANSWERED,
    PostState.TAUGHT: texts.TAUGHT,
    PostState.DISMISSED: texts.DISMISSED,
}
_SAID: Final = {
    PostState.ANSWERED: texts.WAS_ANSWERED,
    PostState.KEPT: texts.WAS_ANSWERED,
    PostState.TAUGHT: texts.WAS_TAUGHT,
    PostState.DISMISSED: texts.OFF_THE_INBOX,
}


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who is on it."""

    id: int
    name: str
    """Escaped."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the question."""

    state: PostState
    """One that closes a post."""
    by: str | None = None
    """The moderator's name, as it is displayed."""
    answer: str = ""
    """What they answered, as typed."""
    url: str | None = None
    """The address of the answer."""
    keeps: bool = False
    """Whether moderators are offered to keep the answer."""


def answered_by(name: str, answer: str) -> Outcome:
    """A moderator has answered, in words that may be kept."""
    return Outcome(PostState.ANSWERED, name, answer, keeps=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a post says; all of it in Discord's markdown, escaped."""

    question: int
    """The id under which it is stored."""
    text: str
    asked: str = ""
    closest: str = NOTHING_CLOSE
    others: int = 0
    """Questions in the post beside the one that it shows."""
    on_it: tuple[Moderator, ...] = ()
    failed: str = ""
    """Why an answer could not be sent."""


def shown_question(question: Awaiting, name: str | None, closest: str, others: int = 0) -> Shown:
    """What a new post says of a question; ``name`` is what the member is called, where that is known."""
    link = message_url(question.server, question.channel, question.message) if question.message is not None else None
    who = shown_name(name) if name else None
    asked = texts.asked(who, question.channel, int(question.at.timestamp()), link)
    return Shown(question.question, _quoted(question.text), asked, closest, others)


def closest_in_words(candidates: tuple[Candidate, ...], knowledge: KnowledgeBase) -> str:
    """The entries that come closest: "Skills (close), Cost (far)"."""
    near = [(knowledge.find(one.entry), one.score) for one in candidates if one.score >= NEAR]
    found = [named(inline(entry.title, TITLE), score) for entry, score in near if entry is not None]
    return ", ".join(found[:CLOSE]) or NOTHING_CLOSE


def post_reply(shown: Shown, post: int = 0, outcome: Outcome | None = None) -> Reply:
    """The post as a message; with an ``outcome`` there is nothing to press but what keeps the answer."""
    embed = discord.Embed(colour=ACCENT if outcome is None else None, title=texts.TITLE, description=shown.text)
    fields = {
        texts.ASKED: shown.asked,
        texts.ALIKE: texts.alike(shown.others) if shown.others else "",
        CLOSEST_HEADING: shown.closest,
        texts.ON_IT_HEADING: "\n".join(one.name for one in shown.on_it) if outcome is None else "",
        texts.FAILED: shown.failed if outcome is None else "",
    }
    if outcome is not None:
        fields[_heading(outcome)] = _answer(outcome)
    for name, value in fields.items():
        if value:
            embed.add_field(name=name, value=value, inline=False)
    if outcome is None:
        return Reply(embeds=(embed,), rows=_rows(shown))
    return Reply(embeds=(embed,), rows=(keep_row(post),) if outcome.keeps else ())


def keep_row(post: int) -> Row:
    """What can become of the answer that a post's question got."""
    return (
        Button(texts.KEEP_NEW, states.KeepNew(post).encode(), style="primary"),
        Button(texts.KEEP_IN, states.KeepIn(post).encode()),
        Button(texts.ONLY_ONCE, states.OnlyOnce(post).encode()),
    )


def gone_reply() -> Reply:
    """The post once its text has to go."""
    return Reply(embeds=(discord.Embed(title=texts.TEXT_GONE, description=texts.WHY_GONE),))


def shown_in(message: discord.Message, question: int) -> Shown | None:
    """What a post says, read from its message; ``None`` where that says nothing any longer."""
    embed = embed_of(message)
    if embed is None or not embed.description:
        return None
    fields = {one.name: one.value or "" for one in embed.fields}
    ids = next((state.moderators for state in states.OnIt.among(custom_ids_of(message))), ())
    names = fields.get(texts.ON_IT_HEADING, "").split("\n")
    return Shown(
        question,
        embed.description or "",
        fields.get(texts.ASKED, ""),
        fields.get(CLOSEST_HEADING, NOTHING_CLOSE),
        int("".join(filter(str.isdigit, fields.get(texts.ALIKE, ""))) or 0),
        tuple(Moderator(one, name) for one, name in zip(ids, names, strict=False)),
        fields.get(texts.FAILED, ""),
    )


def outcome_in(message: discord.Message) -> str | None:
    """What became of a post's question, as its message says it; ``None`` while that is open."""
    embed = embed_of(message)
    for field in embed.fields if embed is not None else ():
        if any((field.name or "").startswith(heading) for heading in _HEADINGS.values()):
            return f"{field.name}\n{field.value}"
    return None


def outcome_of(post: Post) -> Outcome:
    """What became of a post, as far as it is stored."""
    url = None
    if post.answer is not None and post.answer_channel is not None:
        url = message_url(post.server, post.answer_channel, post.answer)
    return Outcome(post.state, url=url, keeps=url is not None and post.state is PostState.ANSWERED)


async def message_of(client: VersusClient, post: Post) -> discord.Message | None:
    """The post's message as it is now; ``None`` where it can't be read."""
    try:
        return await posting.fetch_message(client, post.channel, post.message)
    except NOT_SENT:
        return None


async def show(client: VersusClient, post: Post, shown: Shown, outcome: Outcome | None = None) -> bool:
    """Show a post again, and keep what became of it; whether its message shows it now.

    What could not be shown for want of a permission follows when it can be; a post that was deleted is let go.

    Raises:
        StoreError: the database can't be written.
        NOT_SENT: Discord could not be reached; it follows later.
    """
    state = PostState.OPEN if outcome is None else outcome.state
    return await _put(client, post, post_reply(shown, post.message, outcome), state)


async def close(client: VersusClient, post: Post, outcome: Outcome, message: discord.Message | None = None) -> None:
    """Show what became of a post's question.

    Args:
        client: edits the message.
        post: the one that shows the question.
        outcome: what became of it.
        message: the post's message, where it is at hand; else it is looked up.

    Raises:
        StoreError: the database can't be written.
        NOT_SENT: Discord could not be reached; it follows later, without the answer.
    """
    async with client.services.moderation.handoff.lock(post.server):
        shown = await read(client, post, message)
        await show(client, post, replace(shown, on_it=()), outcome)


async def clear(client: VersusClient, post: Post) -> None:
    """Take the text out of a post; what could not be edited for want of a permission is tried again later."""
    done = await posting.edit(client, post.channel, post.message, gone_reply())
    if done or not client.memory.is_refused(post.channel):
        await client.services.moderation.awaiting.forget_post(post.message)


async def read(client: VersusClient, post: Post, message: discord.Message | None = None) -> Shown:
    """What a post says now: read from its message, or else made anew from what is stored."""
    message = await message_of(client, post) or message
    question = post.question or 0
    shown = shown_in(message, question) if message is not None else None
    if shown is not None:
        return shown
    text = await client.services.moderation.asked.text_of(post.server, question)
    return Shown(question, _quoted(text) if text else texts.TEXT_GONE)


async def _put(client: VersusClient, post: Post, reply: Reply, state: PostState) -> bool:
    store = client.services.moderation.awaiting
    done = await posting.edit(client, post.channel, post.message, reply)
    if not done and not client.memory.is_refused(post.channel):
        await store.forget_post(post.message)
    else:
        await store.mark([post.message], state, due=not done)
    return done


def _rows(shown: Shown) -> tuple[Row, ...]:
    question, on_it = shown.question, tuple(one.id for one in shown.on_it)
    first = (
        Button(texts.ON_IT, states.OnIt(on_it).encode()),
        Button(texts.ANSWER, states.Answer(question).encode(), style="primary"),
        Button(texts.THIS_ENTRY, states.ThisEntry(question).encode()),
    )
    let_go = (Button(texts.LET_GO, states.LetGo().encode()),) if on_it else ()
    dismiss = Button(texts.DISMISS, states.Dismiss().encode())
    return first, (*let_go, dismiss, Button(texts.PAUSE, states.Pause().encode()))


def _heading(outcome: Outcome) -> str:
    name = shown_name(outcome.by) if outcome.by else None
    return clip(texts.by(name, _HEADINGS[outcome.state]), limits.EMBED_FIELD_NAME)


def _answer(outcome: Outcome) -> str:
    link = f"\n[{texts.SEE_ANSWER}]({outcome.url})" if outcome.url else ""
    text = fitting(outcome.answer, limits.EMBED_FIELD_VALUE - len(link)) if outcome.answer else ""
    return f"{text}{link}".strip() or _SAID[outcome.state]


def _quoted(text: str) -> str:
    return f"“{fitting(text, limits.EMBED_DESCRIPTION - 2)}”"
