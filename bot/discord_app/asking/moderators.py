"""When the asker of a question without an answer may have the moderators asked."""

from bot.discord_app.asking.answering import Asker, is_listed
from bot.discord_app.client import VersusClient
from bot.discord_app.moderators_channel import PostChannel, moderators_channel_of
from bot.matching.decision import Kind
from bot.serving.answering import Answered
from bot.usage.events import AWAITED, Way


def may_ask_moderators(client: VersusClient, answered: Answered, way: Way, asker: Asker) -> bool:
    """Whether the reply to an unanswered question offers to ask the moderators.

    It does for what will wait for a human's answer and says something, where the server named a channel for it.
    """
    decision = answered.decision
    waits = way in AWAITED and decision.kind is Kind.UNKNOWN and decision.reason.small_talk is None
    return (
        waits
        and is_listed(client.services, asker)
        and takes_questions(client, asker.server)
        and answered.snapshot.matcher.reads(answered.question.text)
    )


def takes_questions(client: VersusClient, server: int | None) -> bool:
    """Whether moderators can be asked in the server now: in a channel of their own, and they want no pause."""
    guild = client.get_guild(server) if server is not None else None
    if guild is None or not isinstance(moderators_channel_of(client.services, guild), PostChannel):
        return False
    return client.services.moderation.settings.of(guild.id).pause(client.services.clock()) is None
