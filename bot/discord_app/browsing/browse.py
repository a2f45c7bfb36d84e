"""Looking through what the bot knows: ``/dimensions``, ``/dimension`` and "See what I can answer"."""

from discord import app_commands

from bot import limits
from bot.discord_app.asking.ask import is_private, may_ask
from bot.discord_app.asking.buttons import show_privately
from bot.discord_app.asking.followup import carried_by
from bot.discord_app.asking.listing import ChooseTopic, OpenChosen, Page, list_reply
from bot.discord_app.asking.render import browse_button, delete_button, entry_reply, open_button, with_delete_button
from bot.discord_app.asking.states import Browse, Carried
from bot.discord_app.asking.texts import open_all
from bot.discord_app.browsing import texts
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import knowledge_here, knowledge_in_time, settings_here, snapshot_here, snapshot_in_time
from bot.discord_app.lookup import CLOSEST, chosen, completions, labelled, suggested
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reading import reads_plain
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import replace, respond
from bot.knowledge.model import Entry, KnowledgeBase
from bot.serving.snapshot import Snapshot


def setup(client: VersusClient) -> None:
    """Add the commands and the buttons."""
    client.add_commands(dimensions_command, dimension_command)
    client.add_dynamic_items(browse, turn_page, open_chosen, choose_topic)


@app_commands.command(name="dimensions", description=texts.DIMENSIONS_DESCRIPTION)
@app_commands.describe(topic=texts.DIMENSIONS_TOPIC)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def dimensions_command(interaction: Interaction, topic: str | None = None) -> None:
    """List everything, to the member alone."""
    knowledge = await knowledge_in_time(interaction)
    if topic is None:
        await respond(interaction, list_reply(knowledge), private=True)
        return
    found = knowledge.topic_named(topic)
    reply = list_reply(knowledge, Page(0, found.id if found else None))
    await respond(interaction, reply if found else reply.with_content(texts.NO_SUCH_TOPIC), private=True)


@dimensions_command.autocomplete("topic")
async def complete_topic(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The topics whose titles hold what was typed."""
    typed = current.casefold().strip()
    topics = [topic for topic in (await knowledge_here(interaction)).topics if typed in topic.title.casefold()]
    choices = [
        app_commands.Choice(name=clip(topic.title, limits.AUTOCOMPLETE_TEXT), value=topic.id) for topic in topics
    ]
    return choices[: limits.AUTOCOMPLETE_CHOICES]


@app_commands.command(name="dimension", description=texts.DIMENSION_DESCRIPTION)
@app_commands.describe(name=texts.DIMENSION_NAME, private=texts.DIMENSION_PRIVATE)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def dimension_command(
    interaction: Interaction, name: app_commands.Range[str, 1, 100], private: bool | None = None
) -> None:
    """Show one entry; a name that fits none is answered privately with the closest ones."""
    snapshot = await snapshot_in_time(interaction)
    entry = snapshot.knowledge.named(name)
    settings = settings_here(interaction)
    if entry is None:
        await respond(interaction, closest_reply(snapshot, name), private=True)
    elif is_private(interaction, settings, private):
        await respond(interaction, entry_reply(snapshot.knowledge, entry), private=True)
    elif await may_ask(interaction, settings):
        await respond(interaction, _posted_reply(snapshot.knowledge, entry, interaction.user.id), private=False)


@dimension_command.autocomplete("name")
async def complete_name(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The titles of the entries that match what was typed so far."""
    return completions(await snapshot_here(interaction), current)


@pressed(Browse)
async def browse(interaction: Interaction, _state: Browse) -> None:
    """See what I can answer."""
    await respond(interaction, list_reply(await knowledge_in_time(interaction)), private=True)


@pressed(Page)
async def turn_page(interaction: Interaction, place: Page) -> None:
    """Another page, in place of this one."""
    await _turn(interaction, place)


@pressed(ChooseTopic)
async def choose_topic(interaction: Interaction, _state: ChooseTopic) -> None:
    """The first page of the chosen topic: in place of the list of topics, or beside it for who reads plain text."""
    place = Page(0, chosen(interaction))
    if reads_plain(interaction, private=interaction.message is not None and interaction.message.flags.ephemeral):
        await respond(interaction, list_reply(await knowledge_in_time(interaction), place), private=True)
    else:
        await _turn(interaction, place)


async def _turn(interaction: Interaction, place: Page) -> None:
    """Show a page of the list in place of another; one that answered a message can still be deleted."""
    reply = list_reply(await knowledge_in_time(interaction), place)
    carried = carried_by(interaction.message) if interaction.message is not None else None
    await replace(interaction, with_delete_button(reply, carried) if carried is not None else reply)


@pressed(OpenChosen)
async def open_chosen(interaction: Interaction, _state: OpenChosen) -> None:
    """The chosen entry, beside the list."""
    await show_privately(interaction, chosen(interaction))


def closest_reply(snapshot: Snapshot, typed: str) -> Reply:
    """There is no such entry; these come closest."""
    close = labelled(snapshot.knowledge, suggested(snapshot, typed)[:CLOSEST])
    if not close:
        return Reply(texts.NO_SUCH_ENTRY, rows=((browse_button(),),))
    buttons = tuple(open_button(entry, label) for entry, label in close)
    return Reply(texts.CLOSE_ENTRIES, rows=((*buttons, browse_button()),))


def _posted_reply(knowledge: KnowledgeBase, entry: Entry, shown_by: int) -> Reply:
    """An entry for everybody: nobody asked, so there is nothing to rate, but replies to it can follow up."""
    reply = entry_reply(knowledge, entry)
    buttons = [button for row in reply.rows for button in row]
    row = (*buttons, delete_button(Carried(0, shown_by, (entry.key,))))
    return Reply(embeds=reply.embeds, rows=(row,), full=(open_button(entry, open_all(entry.title)),))  # pyright: ignore[reportArgumentType]
