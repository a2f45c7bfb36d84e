"""``chat``: a conversation in the terminal, with follow-ups and suggestions to pick from."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.cli.say import say
from bot.cli.session import ConfigOption, KnowledgeOption, open_snapshot, settings, text_style
from bot.texts import counting, terminal

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.cli.plain import TextStyle
    from bot.matching.decision import Context, Decision
    from bot.serving.answering import Question
    from bot.serving.snapshot import Snapshot


def chat(config: ConfigOption = None, knowledge: KnowledgeOption = None) -> None:
    """Talk to the bot here. Nothing is recorded."""
    conversation = Conversation(open_snapshot(settings(config, knowledge)), text_style())
    say(conversation.greeting())
    for line in _lines():
        if line == "/quit":
            break
        say(f"\n{conversation.reply(line)}\n")


def _lines() -> Iterator[str]:
    """What is typed, line by line, until it ends or Ctrl-C; a prompt only where somebody reads it."""
    prompt = "> " if sys.stdin.isatty() and sys.stdout.isatty() else ""
    while True:
        try:
            line = input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            say("\n" if prompt else "", nl=False)
            return
        if line:
            yield line


class Conversation:
    """Replies to one line after the other, and remembers what the last one was about."""

    def __init__(self, snapshot: "Snapshot", style: "TextStyle") -> None:
        """Begin with nothing asked yet."""
        self._snapshot = snapshot
        self._knowledge = snapshot.knowledge
        self._style = style
        self._last: Decision | None = None
        self._asked: Question | None = None
        self._context: Context | None = None

    def greeting(self) -> str:
        """What can be asked and typed."""
        titles = [topic.title for topic in self._knowledge.topics]
        return terminal.CHAT_GREETING.format(topics=counting.listed(titles))

    def reply(self, line: str) -> str:
        """The reply to a question, a command or the number of a suggestion."""
        commands: dict[str, Callable[[], str]] = {"/list": self._list, "/why": self._why}
        if line.startswith("/"):
            return commands.get(line, lambda: terminal.CHAT_COMMANDS)()
        picked = self._picked(line)
        return self._open(picked) if picked else self._decide(line)

    def _decide(self, question: str) -> str:
        from bot.cli.plain import decision_text, offered
        from bot.matching.decision import Context, Kind
        from bot.serving.answering import Question

        self._asked = Question(question, self._context)
        decision = self._last = self._snapshot.matcher.decide(question, self._context)
        text = decision_text(decision, self._knowledge, self._style, terminal.CHAT_WAY_ON)
        if decision.kind is Kind.ANSWER:
            self._context = Context(decision.entries, decision.subjects)
        number = len(offered(decision, self._knowledge))
        return f"{text}\n{terminal.CHAT_PICK if number > 1 else terminal.CHAT_PICK_ONE}" if number else text

    def _picked(self, line: str) -> str | None:
        """The key of the entry whose number was typed."""
        from bot.cli.plain import offered

        if self._last is None or not line.isdecimal():
            return None
        return dict(enumerate(offered(self._last, self._knowledge), start=1)).get(int(line))

    def _open(self, key: str) -> str:
        from bot.cli.plain import entry_text
        from bot.matching.decision import Context

        self._context = Context((key,))
        return entry_text(self._knowledge.entries[key], self._knowledge, style=self._style)

    def _list(self) -> str:
        from bot.cli.plain import list_text

        return list_text(self._knowledge, style=self._style)

    def _why(self) -> str:
        from bot.cli.plain import reason_text
        from bot.serving.explaining import explained

        if self._asked is None:
            return terminal.CHAT_NO_REASON
        return reason_text(explained(self._snapshot, self._asked), self._knowledge, self._style)
