"""The gate before everything that edits: passed anew by each command, button, select and form, when it acts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_app.errors import AnyInteraction
from bot.discord_app.installs import server_of
from bot.discord_app.moderators import is_moderator
from bot.discord_app.services import Moderation, Services
from bot.editing.editor import Author
from bot.errors import VersusError
from bot.knowledge.model import KnowledgeBase
from bot.library import Snapshot
from bot.moderation.revision import Scope
from bot.texts import editing as texts


class NotAllowedError(VersusError):
    """The person may not do this, here or now; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Editing:
    """A moderator at work in their server."""

    services: Services
    server: int
    scope: Scope
    """What the server's moderators change: ``None`` for the shared base, else the server's own overlay."""
    author: Author

    @property
    def moderation(self) -> Moderation:
        """What the moderators' features work with."""
        return self.services.moderation

    async def snapshot(self) -> Snapshot:
        """What is being edited."""
        return await self.services.library.of(self.scope)

    async def knowledge(self) -> KnowledgeBase:
        """The knowledge base of ``snapshot``."""
        return (await self.snapshot()).knowledge


async def editing_moderator(interaction: AnyInteraction) -> Editing:
    """The moderator behind ``interaction``, and what they may change.

    Raises:
        NotAllowedError: the person is no moderator of that server, or the bot does not know all its servers yet.
        StoreError: the database can't be read.
    """
    services: Services = interaction.client.services
    server = server_of(interaction)
    if server is None or not is_moderator(services, interaction):
        raise NotAllowedError(texts.MODERATORS_ONLY)
    if not interaction.client.is_ready():
        # Until then it may look as if this were the only server, and that one may edit the shared base.
        raise NotAllowedError(texts.STARTING)
    servers = {guild.id for guild in interaction.client.guilds}
    scope = await services.moderation.base_editors.scope_of(server, servers)
    member = interaction.user
    return Editing(services, server, scope, Author(services.pseudonyms.of(member.id), member.display_name))
