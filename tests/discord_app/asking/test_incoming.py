"""Which messages are questions, as a table."""

from typing import Any

import pytest

from bot.discord_app.asking.answering import Asker
from bot.discord_app.asking.incoming import Incoming, typed_text, way_of
from bot.discord_app.context import Settings
from bot.matching.decision import Context
from bot.matching.language.asking import DialogueAct
from bot.usage.events import Way

ASKER = Asker(1, 2, 3, Settings(False, True, 0, (), store_questions=True))
ANSWER = Context(("tea/taste",), ())


def incoming(text: str, **facts: Any) -> Incoming:
    """A message of somebody in a server, with what is said about it."""
    return Incoming(text, ASKER, **facts)


@pytest.mark.parametrize(
    ("message", "way"),
    [
        (incoming("q?"), None),
        (incoming("q?", mentions_me=True), Way.MENTION),
        (incoming("", mentions_me=True), Way.MENTION),
        (incoming("q?", mentions_me=True, replies_to_others=True, mentions_others=True), Way.MENTION),
        (incoming("q?", mentions_me=True, from_person=False), None),
        (incoming("q?", direct=True), Way.DIRECT),
        (incoming("", direct=True), Way.DIRECT),
        (incoming("q?", direct=True, from_person=False), None),
        (incoming("q?", replies_to_me=True), Way.MENTION),
        (incoming("", replies_to_me=True), Way.MENTION),
        (incoming("", replies_to_me=True, unreadable=True), None),
        (incoming("q?", replies_to_me=True, context=ANSWER), Way.FOLLOW_UP),
        (incoming("q?", replies_to_me=True, context=ANSWER, direct=True), Way.FOLLOW_UP),
        (incoming("", replies_to_me=True, context=ANSWER), Way.MENTION),
        (incoming("q?", mode="ask"), Way.ASK_CHANNEL),
        (incoming("", mode="ask"), None),
        (incoming("q", mode="ask", act=DialogueAct.TELLS), Way.ASK_CHANNEL),
        (incoming("q", mode="ask", act=DialogueAct.TELLS, replies_to_others=True), None),
        (incoming("q", mode="ask", act=DialogueAct.NAMES, mentions_others=True), None),
        (incoming("q", mode="ask", act=DialogueAct.TELLS, mentions_me=True, replies_to_others=True), Way.MENTION),
        (incoming("q", mode="listen", act=DialogueAct.NAMES), None),
        (incoming("q", mode="listen", act=DialogueAct.CALLS), None),
        (incoming("q", mode="listen", act=DialogueAct.TELLS, context=ANSWER), Way.FOLLOW_UP),
        (incoming("q?", mode="listen", quiet=True), None),
        (incoming("q?", mode="listen", quiet=True, mentions_me=True), Way.MENTION),
        (incoming("q?", mode="ask", quiet=True), Way.ASK_CHANNEL),
        (incoming("q?", mode="ask", mentions_others=True, replies_to_others=True), Way.ASK_CHANNEL),
        (incoming("q?", mode="listen"), Way.LISTEN_CHANNEL),
        (incoming("", mode="listen"), None),
        (incoming("q?", mode="listen", mentions_others=True), None),
        (incoming("q?", mode="listen", replies_to_others=True), None),
        (incoming("q?", mode="listen", mentions_me=True, mentions_others=True), Way.MENTION),
        (incoming("q?", mode="listen", from_person=False), None),
    ],
)
def test_the_way_of_a_message(message: Incoming, way: Way | None) -> None:
    """The rules of ``way_of``, one a line."""
    assert way_of(message) is way


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<@1> how?", "how?"),
        ("<@!1> how <#2> and <@&3>?", "how and ?"),
        ("@everyone how? @here", "how?"),
        ("me@everyone.example how?", "me@everyone.example how?"),
        ("<:tea:123> how <a:tea:1> <t:1700000000:R> </ask:5>?", "how ?"),
        ("a < b and <b>", "a < b and <b>"),
        ("  two\n\nlines ", "two lines"),
    ],
)
def test_what_a_person_typed(content: str, text: str) -> None:
    """Mentions and the like are Discord's, not theirs."""
    assert typed_text(content) == text
