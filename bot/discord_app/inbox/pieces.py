"""What the inbox's messages are made of: quoted questions, titles, when and where something was asked."""

from datetime import datetime

from discord.utils import TimestampStyle, format_dt

from bot.discord_app.inbox import texts
from bot.discord_app.inbox.states import Page, Tab
from bot.discord_app.ui.markdown import inline
from bot.discord_app.ui.reply import Button, message_url
from bot.inbox.human_answers import LearnedAnswer
from bot.inbox.questions import OpenQuestion
from bot.knowledge.model import KnowledgeBase


def to_list(label: str, tab: Tab = Tab.OPEN, page: int = 0) -> Button:
    """A button to a page of one of the lists."""
    return Button(label, Page(tab, page).encode())


def plain_title(key: str, knowledge: KnowledgeBase) -> str:
    """An entry's title as it is written; its id where the entry is gone."""
    entry = knowledge.entries.get(key)
    return key.partition("/")[2] if entry is None else entry.title


def title_of(key: str, knowledge: KnowledgeBase, length: int) -> str:
    """The same, escaped."""
    return inline(plain_title(key, knowledge), length)


def quoted(text: str, length: int) -> str:
    """What somebody typed, escaped."""
    return f"“{inline(text, length)}”"


def where_asked(question: OpenQuestion, server: int, style: TimestampStyle) -> str:
    """When and in which channel a question was asked, with a link while its message is known."""
    link = None
    if question.channel is not None and question.message is not None:
        link = message_url(server, question.channel, question.message)
    return texts.where_asked(format_dt(question.at, style), question.channel, link)


def replied_at(answer: LearnedAnswer) -> str:
    """When and in which channel somebody replied to a question, with a link."""
    link = message_url(answer.server, answer.channel, answer.message)
    return f"↳ {texts.where_asked(format_dt(answer.at, 'f'), answer.channel, link)}"


def milliseconds(at: datetime) -> int:
    """A time as whole milliseconds since 1970: as exactly as it is stored."""
    return round(at.timestamp() * 1000)
