"""What is known where an interaction happens."""

from bot.discord_app.errors import AnyInteraction
from bot.discord_app.installs import server_of
from bot.discord_app.services import Services
from bot.knowledge.model import KnowledgeBase
from bot.library import Snapshot


async def snapshot_here(interaction: AnyInteraction) -> Snapshot:
    """What the members of the server see; the shared base outside servers, and in a person's own app."""
    services: Services = interaction.client.services
    return await services.library.of(server_of(interaction))


async def knowledge_here(interaction: AnyInteraction) -> KnowledgeBase:
    """The knowledge base of ``snapshot_here``."""
    return (await snapshot_here(interaction)).knowledge
