"""How Discord writes what it shows as something else: mentions, custom emoji, times and links to commands.

Each is a piece of a regular expression, fit for verbose ones too. Source: "Message Formatting" in Discord's developer
documentation.
"""

from typing import Final

PERSON: Final = r"<@[!&]?\d+>"
"""Of a member or a role."""
MENTION: Final = r"<(?:@[!&]?|[#])\d+>|<id:\w+>"
"""Of a member, a role, a channel, or a page such as "Channels & Roles"."""
EMOJI: Final = r"<a?:(\w+):\d+>"
"""A custom emoji; the group is its name."""
TIME: Final = r"<t:-?\d+(?::\w)?>"
COMMAND: Final = r"</[^:<>]+:\d+>"
EVERYONE: Final = "@(?:everyone|here)"
"""Discord finds it within a word as well; what asks for the end of one says so itself."""
LIKE_ANY: Final = r"<(?:@[!&]?|[#]|a?:\w+:|t:|/)[^<>]*>"
"""Whatever begins like one of those in brackets, for texts in which none may stand."""
