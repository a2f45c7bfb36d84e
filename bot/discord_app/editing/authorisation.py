"""Who may edit, and what: checked anew by each command, button, select and form, when it acts."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar, TypeVarTuple

import discord

from bot.discord_app.client import Interaction
from bot.discord_app.context import defer, is_moderator, server_of, settings_here
from bot.discord_app.editing import texts
from bot.discord_app.services import Moderation, Services
from bot.editing.revision import Author, Scope
from bot.errors import VersusError
from bot.knowledge.model import KnowledgeBase
from bot.servers.base_editors import BaseEditing
from bot.serving.snapshot import Snapshot

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class NotAllowedError(VersusError):
    """The person may not do this, here or now; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Moderating:
    """A moderator in their server."""

    services: Services
    server: int
    member: str
    """The keyed hash of the moderator's id. Where nothing may be stored of them, it is used in memory alone."""

    @property
    def moderation(self) -> Moderation:
        """What the moderators' features work with."""
        return self.services.moderation

    async def off_the_loop(self, function: Callable[[*Arguments], T], *arguments: *Arguments) -> T:
        """What a function returns, called in a thread: one at a time for each server."""
        return await self.moderation.workers.run(self.server, 0, function, *arguments)


@dataclass(frozen=True, slots=True)
class Editing(Moderating):
    """A moderator at work on what their server edits."""

    base: BaseEditing
    """Who edits the shared base."""
    author: Author

    @property
    def scope(self) -> Scope:
        """What the server's moderators change: ``None`` for the shared base, else the server's own overlay."""
        return None if self.base in (BaseEditing.HERE, BaseEditing.CLAIMABLE) else self.server

    @property
    def whose(self) -> str:
        """Who edits the shared base, and what is edited here: for the foot of every proposal."""
        saved_for = texts.saved_for(shared=self.scope is None)
        if self.scope is None:  # how that is changed stands in /help: nobody who saves something asks
            return f"{texts.WHO_EDITS[self.base.name]}\n{saved_for}"
        return f"{who_edits(self.base, self.server, bool(self.moderation.base_editors.configured))}\n{saved_for}"

    async def snapshot(self) -> Snapshot:
        """What is being edited."""
        return await self.services.snapshots.of(self.scope)

    async def knowledge(self) -> KnowledgeBase:
        """What is being edited; where edits wait for review, with all that waits."""
        return await self.moderation.editor.drafted(self.scope) or (await self.snapshot()).knowledge


def author_of(interaction: Interaction) -> Moderating | None:
    """Whoever is behind ``interaction``, as the author of their own drafts, moderator or not; nobody outside servers.

    For keeping what they typed: what comes of it is for ``editing_moderator`` to allow.
    """
    services, server = interaction.client.services, server_of(interaction)
    return None if server is None else Moderating(services, server, services.pseudonyms.of(interaction.user.id))


def moderating(interaction: Interaction) -> Moderating:
    """The moderator behind ``interaction``.

    Raises:
        NotAllowedError: the person is no moderator of that server.
    """
    services = interaction.client.services
    server = server_of(interaction)
    if server is None or not is_moderator(interaction, settings_here(interaction)):
        raise NotAllowedError(texts.MODERATORS_ONLY)
    return Moderating(services, server, services.pseudonyms.of(interaction.user.id))


async def editing_moderator(interaction: Interaction) -> Editing:
    """The moderator behind ``interaction``, and what they may change.

    All of it is at hand as a rule. Where Discord has to be asked whether the bot's owner is in the server, or the
    server's own entries have to be read, the interaction is held first: then no form can be opened any more.

    Raises:
        NotAllowedError: the person is no moderator of that server.
    """
    moderator = moderating(interaction)
    base = await base_editing(interaction)
    is_refused = moderator.services.privacy.is_refused(moderator.member)
    author = Author(None, texts.A_MODERATOR) if is_refused else Author(moderator.member, interaction.user.display_name)
    editing = Editing(moderator.services, moderator.server, moderator.member, base, author)
    if not moderator.services.snapshots.is_at_hand(editing.scope):
        await hold(interaction)
    return editing


async def editing_there(interaction: Interaction, *, shared: bool) -> Editing:
    """The moderator, who must still edit the place that a button is about: another one numbers its own revisions.

    Raises:
        NotAllowedError: the moderator edits another place now.
    """
    editing = await editing_moderator(interaction)
    if shared != (editing.scope is None):
        raise NotAllowedError(texts.PLACE_CHANGED)
    return editing


async def refuse_read_only(editing: Editing) -> None:
    """Before a form is opened: nothing of what would be typed could be saved.

    Raises:
        VersusError: the files can't be written.
    """
    if not await editing.moderation.editor.can_save(editing.scope):
        raise VersusError(texts.READ_ONLY)


async def base_editing(interaction: Interaction, *, at_once: bool = False) -> BaseEditing:
    """Who edits the shared base, as the server's moderators see it.

    Args:
        interaction: in a server.
        at_once: answer from what is known, without asking Discord.
    """
    server, editors = server_of(interaction), interaction.client.services.moderation.base_editors
    if editors.servers:
        return BaseEditing.HERE if server in editors.servers else BaseEditing.ELSEWHERE
    guild, owners = interaction.guild, interaction.client.owners
    if guild is None:
        return BaseEditing.UNASKED
    found = owners.known(guild)
    can_wait = not at_once and interaction.type is not discord.InteractionType.autocomplete
    if found is None and can_wait and not owners.is_silent(guild):
        await hold(interaction)
        found = await owners.are_in(guild)
    if found is None:
        return BaseEditing.UNASKED
    return BaseEditing.CLAIMABLE if found else BaseEditing.NOBODY


def who_edits(base: BaseEditing, server: int, is_configured: bool) -> str:
    """Who edits the shared base, and how that is changed, for the moderators of a server."""
    change = texts.CHANGE_CONFIGURED if is_configured else texts.CHANGE_EDITOR
    return f"{texts.WHO_EDITS[base.name]} {change.format(server=server)}"


async def hold(interaction: Interaction) -> None:
    """Tell Discord that the answer takes a while: in place of a message for the moderator alone, else as a new one."""
    message = interaction.message
    await defer(interaction, beside=message is None or not message.flags.ephemeral)


async def held_if_slow(interaction: Interaction, finding: Coroutine[Any, Any, T], seconds: float) -> T:
    """What is found; where that takes longer, the interaction is held first, and a button will open the form."""
    task = asyncio.create_task(finding)
    done, _ = await asyncio.wait([task], timeout=seconds)
    if not done:
        await hold(interaction)
    return await task
