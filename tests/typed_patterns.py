"""Every regular expression of the bot: those over what people type with the text that is hardest on each.

``tests/test_patterns.py`` sees that none is missing and counts their steps; ``python -m tests.benchmarks patterns``
takes their times.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from typing import Any, cast

from tests.backtracking import Use

MESSAGE = 4000
"""Characters that somebody can type at once: a form's field, the longest message."""


@dataclass(frozen=True)
class Typed:
    """A pattern over what people type."""

    before: str
    again: str
    """What is repeated."""
    after: str = ""
    use: Use = "everywhere"
    longest: int = MESSAGE
    """Characters of the text that it is used on, where that is cut or split before."""

    def text(self, length: int) -> str:
        """The hostile text, about that long."""
        return self.before + self.again * (length // len(self.again)) + self.after


WORD = 32
"""``bot.matching.language.normalize.MAX_WORD``: words are cut there before anything else is asked of them."""
SMALL_TALK = 16 * len(" thanks")
"""``bot.matching.language.small_talk._LONGEST`` words."""
ASKED = 16 * (WORD + 1)
"""``bot.matching.language.asking._READ`` words."""

TYPED = {
    "bot.discord_app.ui.custom_id:OURS": Typed("", "a", use="start", longest=100),
    "bot.discord_app.editing.history_reply:_MESSAGE": Typed("https://discord.com/channels/", "1"),
    "bot.discord_app.ui.markdown:_MARKUP": Typed("", "*"),
    "bot.discord_app.ui.markdown:_LINE_START": Typed("", "\n", "x"),
    "bot.discord_app.ui.markdown:_INVITE": Typed("", "discord.com/invite"),
    "bot.discord_app.ui.markdown:_BACKTICK_BEFORE_ANOTHER": Typed("", "`"),
    "bot.discord_app.ui.plain:_CODE": Typed("", "`` ", longest=6000 + MESSAGE),
    "bot.discord_app.ui.plain:_ADDRESS": Typed("http://x", ".", longest=6000 + MESSAGE),
    "bot.discord_app.ui.plain:_WRITTEN_ADDRESS": Typed("", "<http://"),
    "bot.discord_app.ui.plain:_SENTENCE_END": Typed("", "."),
    "bot.discord_app.handoff.human_reply:_PING": Typed("", "@1"),
    "bot.discord_app.handoff.human_reply:_NAMED": Typed("<@", "1", use="start"),
    "bot.editing.operations:_NOT_IN_IDS": Typed("", " ", "x"),
    "bot.discord_app.asking.incoming:_TOKENS": Typed("", "</a"),
    "bot.discord_app.learning.message_text:_PEOPLE": Typed("", " <@1"),
    "bot.discord_app.learning.message_text:_BLANK": Typed("", "\n", "x"),
    "bot.composed_characters:_GLUE": Typed("", "\U0001f3f4\U000e0067\U000e0062\u200d"),
    "bot.composed_characters:_PART_OF_THE_LAST": Typed("", "\u200d", use="start"),
    "bot.editing.merge:_LINES": Typed("", "x"),
    "bot.knowledge.yaml_text.emitter:_SPACE_BETWEEN_WORDS": Typed("", " "),
    "bot.knowledge.yaml_text.emitter:_NEVER_PLAIN": Typed("", ":", "x"),
    "bot.knowledge.yaml_text.emitter:_NEVER_PLAIN_IN_BRACKETS": Typed("", "x"),
    "bot.knowledge.yaml_text.emitter:_LIKE_A_NUMBER": Typed("", "1", "!", use="whole"),
    "bot.knowledge.yaml_text.formatter:_COMMENT": Typed("", " #"),
    "bot.knowledge.yaml_text.formatter:_HEADER_OF_BLOCK_TEXT": Typed("|", "-", use="start"),
    "bot.knowledge.yaml_text.splicing:_COMMENT_OF_BLOCK_TEXT": Typed("|", "- ", use="start"),
    "bot.knowledge.yaml_text.splicing:_DASH": Typed("-", " ", "x", use="whole"),
    "bot.knowledge.validation:_IS_ID": Typed("", "a", "!", use="whole"),
    "bot.knowledge.validation:_NOT_IN_IDS": Typed("", " ", "x"),
    "bot.knowledge.yaml_text.parser:_FORBIDDEN": Typed("", "x"),
    "bot.knowledge.yaml_text.parser:_RETURN_IN_FILE": Typed("", "\r\n"),
    "bot.knowledge.yaml_text.parser:_RETURN_IN_TEXT": Typed("", "x"),
    "bot.knowledge.yaml_text.parser:_DIRECTIVE": Typed("", "\n"),
    "bot.knowledge.text_rules:_MENTION": Typed("", "<@"),
    "bot.knowledge.text_rules:_NOT_IN_URL": Typed("", "x"),
    "bot.knowledge.text_rules:_BRACKETED_HOST": Typed("http://[", ":", use="start"),
    "bot.knowledge.text_rules:_APOSTROPHES": Typed("", "'"),
    "bot.discord_app.asking.followup:_GOES_ON": Typed("", "thank you ", "x", use="start"),
    "bot.matching.language.asking:_QUOTED_LINE": Typed("", " ", "x"),
    "bot.matching.language.asking:_QUOTED": Typed("", '"x'),
    "bot.matching.language.asking:_SPEAKER": Typed("my ", "a", "!", use="start"),
    "bot.matching.language.asking:_JOINTS": Typed(" ", "-", "x"),
    "bot.matching.language.asking:_REPORTED": Typed("said", " ", "x"),
    "bot.matching.language.asking:_RELATIVE": Typed("which ", "a", use="start"),
    "bot.matching.language.asking:_rules": Typed("", "what is ", "x", longest=ASKED),
    "bot.matching.language.english:_NUMBER": Typed("", "1", "x", use="whole", longest=WORD),
    "bot.matching.language.phrases:_SENTENCE": Typed("", ". "),
    "bot.matching.language.segments:_JOINTS": Typed("", "and as well as"),
    "bot.matching.language.segments:_CLAUSES": Typed(" ", "-", "x"),
    "bot.matching.language.scripts:_LEFT_OUT": Typed("", "\u0301"),
    "bot.matching.language.scripts:_GRAMMAR": Typed("", "\u3042", "x", use="whole", longest=WORD),
    "bot.matching.language.scripts:_UNSPACED": Typed("", "x"),
    "bot.matching.language.scripts:_RUN": Typed("", "\u5b89x"),
    "bot.matching.language.signs:_WORD": Typed("", "a'"),
    "bot.matching.language.signs:_SPOKEN": Typed("", "c plus ", "dot "),
    "bot.matching.language.signs:_SIGN": Typed("", "."),
    "bot.matching.language.signs:_SIGNED": Typed("", "a.", "bb"),
    "bot.matching.language.small_talk:_small_talk": Typed("", " thanks", " x", longest=SMALL_TALK),
    "bot.matching.language.framing:_frames": Typed("", " anyone who can", " x", longest=30 * WORD),
    "bot.matching.language.normalize:_NOISE": Typed("", "</a"),
    "bot.matching.language.normalize:_APOSTROPHES": Typed("", "\u2019"),
    "bot.matching.language.normalize:_SENTENCE_END": Typed("", ".", "x"),
    "bot.matching.language.normalize:_MAYBE_BRITISH": Typed("", "progra", longest=WORD),
    "bot.matching.language.normalize:_SPELLINGS": Typed("", "programisour", longest=WORD),
    "bot.cli.plain:_BOLD": Typed("", "* ", "x"),
    "bot.usage.privacy:_MENTION": Typed("", "<@1"),
}
"""By the module and the name in it."""

NOT_TYPED = {
    "bot.discord_app.ui.custom_id:_FIELD": "the bot's own code",
    "bot.config:_TABLE": "the operator's own configuration file",
    "bot.config:_KEY": "the operator's own configuration file",
    "bot.storage.engine:_MISWRITTEN": "the operator's own configuration",
    "bot.matching.language.framing:_SECTION": "a file of the package",
    "bot.matching.language.framing:_LITERAL": "a file of the package",
    "bot.matching.language.framing:_LOOKAHEAD": "a file of the package",
    "bot.matching.language.framing:_PART": "a file of the package",
    "bot.matching.language.small_talk:_SECTION": "a file of the package",
    "bot.matching.language.small_talk:_ITEM": "a file of the package",
    "bot.matching.language.asking:_SECTION": "a file of the package",
    "bot.matching.language.asking:_ITEM": "a file of the package",
    "bot.matching.language.asking:_LIST": "a file of the package",
}
"""What they are used on instead."""

CUSTOM_IDS = "pattern"
"""The name of those that read a custom_id with ``fullmatch``: Discord lets nobody's have more than 100 characters."""


def patterns_of(name: str) -> list[re.Pattern[str]]:
    """The patterns that stand under a name: one, several in a tuple, or the fields of what a function returns."""
    module, _, attribute = name.partition(":")
    return list(_patterns_in(getattr(import_module(module), attribute)))


def _patterns_in(value: Any) -> Iterable[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield cast("re.Pattern[str]", value)
    elif isinstance(value, tuple):
        for one in cast("tuple[Any, ...]", value):
            yield from _patterns_in(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _patterns_in(getattr(value, field.name))
    elif callable(value):
        yield from _patterns_in(cast("Callable[[], Any]", value)())
