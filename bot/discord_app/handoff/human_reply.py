"""A moderator's answer as a message: their Markdown stays, nobody is mentioned, and their name stands below.

It is read back from the message, as what was answered is stored nowhere else.
"""

import re
from typing import Final

from bot.discord_app.ui.markdown import ZERO_WIDTH_SPACE, inline
from bot.discord_app.ui.reply import Reply

ROOM: Final = 1400
"""Characters of an answer: with its mentions broken and the name below it still fits into one message."""
NAME: Final = 40
"""Characters of a person's name, before it is escaped."""
_PING: Final = re.compile(r"@(?=everyone|here|[!&]?\d+>)")
_NAMED: Final = re.compile(r"<@\d+>\n")
"""The member, above an answer that replies to a message that is not theirs; in an answer, a mention is broken."""
_BELOW: Final = "\n-# "
_FENCE: Final = "```"


def human_reply(text: str, signed: str) -> Reply:
    """The message with an answer as it was typed; ``signed`` is the line below, in Discord's markdown."""
    harmless = _PING.sub(f"@{ZERO_WIDTH_SPACE}", text.strip())
    closed = f"{harmless}\n{_FENCE}" if harmless.count(_FENCE) % 2 else harmless
    return Reply(f"{closed}{_BELOW}{signed}")


def shown_name(name: str) -> str:
    """What a person is called, escaped."""
    return inline(name, NAME)


def text_in(content: str) -> str:
    """What was answered, from the content of such a message."""
    named = _NAMED.match(content)
    return content[named.end() if named else 0 :].rpartition(_BELOW)[0].replace(f"@{ZERO_WIDTH_SPACE}", "@")
