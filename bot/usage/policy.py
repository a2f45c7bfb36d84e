"""What may be kept of a question's text: one rule for every way to ask."""

import re
from typing import Final

from bot.control_characters import dropped
from bot.usage.events import Way

TEXT_LENGTH: Final = 1000
"""Characters kept of a question; what is longer is hardly one."""

_MENTION: Final = re.compile(r"<(?:@[!&]?|#)\d+>|<id:\w+>|@(?:everyone|here)\b")


def stored_text(question: str, way: Way, decision: str, *, store_questions: bool, opted_out: bool) -> str | None:
    """The text to keep of a question, or ``None`` where none may be kept.

    None is kept when the operator switched it off (``store_questions``), when the member did (``opted_out``), and of
    what was overheard in a listen channel without being answered. What is kept has its mentions of members, roles,
    channels and everyone taken out, and its control and format characters, among them NUL, which PostgreSQL refuses,
    and lone surrogates, which no encoding takes. Its white space is folded, and it has ``TEXT_LENGTH`` characters at
    most; a text of which nothing is left is ``None``.
    """
    overheard = way is Way.LISTEN_CHANNEL and decision != "answer"
    if not store_questions or opted_out or overheard:
        return None
    bare = dropped(_MENTION.sub(" ", question))
    return " ".join(bare.split())[:TEXT_LENGTH] or None
