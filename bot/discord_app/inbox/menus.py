"""The menu of members' suggestions: however many wait, each can be reached."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot import limits
from bot.control_characters import one_line
from bot.discord_app.client import Interaction
from bot.discord_app.context import knowledge_here
from bot.discord_app.editing.authorisation import moderating
from bot.discord_app.inbox import texts
from bot.discord_app.inbox.pieces import plain_title
from bot.discord_app.lookup import has_words
from bot.discord_app.ui.long_menu import Things
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reply import Option
from bot.inbox.suggestions import Suggestion
from bot.knowledge.model import KnowledgeBase


def suggestion_options(suggestions: Iterable[Suggestion], knowledge: KnowledgeBase) -> tuple[Option, ...]:
    """Suggestions as options whose values are their ids in hexadecimal."""
    return tuple(
        Option(clip(one_line(_titled(one, knowledge)), limits.SELECT_TEXT), f"{one.id:016x}") for one in suggestions
    )


def _titled(suggestion: Suggestion, knowledge: KnowledgeBase) -> str:
    entry = suggestion.entry
    return suggestion.text if entry is None else f"{plain_title(entry, knowledge)}: {suggestion.text}"


async def _suggestions(interaction: Interaction, _menu: object, words: str) -> Sequence[Option]:
    moderator = moderating(interaction)
    waiting, known = await moderator.moderation.suggestions.open(moderator.server), await knowledge_here(interaction)
    return suggestion_options([one for one in waiting if has_words(_titled(one, known), words)], known)


SUGGESTED: Final = Things(texts.ANOTHER_SUGGESTION, texts.FIND_SUGGESTION, texts.FIND_SUGGESTION_HINT, _suggestions)
