"""What is known where an interaction happens."""

from bot.discord_app.errors import AnyInteraction
from bot.discord_app.installs import server_of
from bot.discord_app.services import Services
from bot.discord_app.ui.sender import defer
from bot.knowledge.model import KnowledgeBase
from bot.serving.snapshots import Snapshot


async def snapshot_here(interaction: AnyInteraction) -> Snapshot:
    """What the members of the server see; the shared base outside servers, and in a person's own app."""
    services: Services = interaction.client.services
    return await services.library.of(server_of(interaction))


async def knowledge_here(interaction: AnyInteraction) -> KnowledgeBase:
    """The knowledge base of ``snapshot_here``."""
    return (await snapshot_here(interaction)).knowledge


async def snapshot_in_time(interaction: AnyInteraction) -> Snapshot:
    """As ``snapshot_here``, for what is answered with a message, however slow the disk is.

    A server's own entries may have to be read first: then the interaction is taken before, and answered afterwards.
    """
    services: Services = interaction.client.services
    if not services.library.is_at_hand(server_of(interaction)):
        await defer(interaction)
    return await snapshot_here(interaction)


async def knowledge_in_time(interaction: AnyInteraction) -> KnowledgeBase:
    """The knowledge base of ``snapshot_in_time``."""
    return (await snapshot_in_time(interaction)).knowledge
