"""Which messages are questions, as a table."""

import pytest

from bot.discord_app.asking.incoming import Incoming, typed_text, way_of
from bot.usage.events import Way

HEARD = Incoming("q?", mode="listen")


@pytest.mark.parametrize(
    ("message", "way"),
    [
        (Incoming("q?"), None),
        (Incoming("q?", mentions_me=True), Way.MENTION),
        (Incoming("", mentions_me=True), Way.MENTION),
        (Incoming("q?", mentions_me=True, replies_to_others=True, mentions_others=True), Way.MENTION),
        (Incoming("q?", mentions_me=True, from_person=False), None),
        (Incoming("q?", direct=True), Way.DIRECT),
        (Incoming("", direct=True), Way.DIRECT),
        (Incoming("q?", direct=True, from_person=False), None),
        (Incoming("q?", replies_to_me=True), Way.MENTION),
        (Incoming("", replies_to_me=True), Way.MENTION),
        (Incoming("", replies_to_me=True, unreadable=True), None),
        (Incoming("q?", replies_to_me=True, follows_answer=True), Way.FOLLOW_UP),
        (Incoming("q?", replies_to_me=True, follows_answer=True, direct=True), Way.FOLLOW_UP),
        (Incoming("", replies_to_me=True, follows_answer=True), Way.MENTION),
        (Incoming("q?", mode="ask"), Way.ASK_CHANNEL),
        (Incoming("", mode="ask"), None),
        (Incoming("q?", mode="ask", mentions_others=True, replies_to_others=True), Way.ASK_CHANNEL),
        (Incoming("q?", mode="listen"), Way.LISTEN_CHANNEL),
        (Incoming("", mode="listen"), None),
        (Incoming("q?", mode="listen", mentions_others=True), None),
        (Incoming("q?", mode="listen", replies_to_others=True), None),
        (Incoming("q?", mode="listen", mentions_me=True, mentions_others=True), Way.MENTION),
        (Incoming("q?", mode="listen", from_person=False), None),
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
