"""``/ask``: a question in a command, answered in the channel or privately."""

from discord import app_commands

from bot import limits
from bot.composed_characters import cut
from bot.discord_app.asking import texts
from bot.discord_app.asking.answering import asker_of, decide, frame_of, may_ask_moderators, recorded
from bot.discord_app.asking.incoming import typed_text
from bot.discord_app.asking.render import decision_reply
from bot.discord_app.asking.states import Then
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import Settings, is_only_theirs, snapshot_here, snapshot_in_time
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import respond, take_away
from bot.matching.decision import Context, Kind
from bot.usage.events import Way


def setup(client: VersusClient) -> None:
    """Add the command."""
    client.add_commands(ask_command)


@app_commands.command(name="ask", description=texts.ASK_DESCRIPTION)
@app_commands.describe(question=texts.ASK_QUESTION, private=texts.ASK_PRIVATE)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def ask_command(
    interaction: Interaction, question: app_commands.Range[str, 1, 1000], private: bool | None = None
) -> None:
    """Answer; suggestions and dead ends are shown to the member alone."""
    services, asker = interaction.client.services, asker_of(interaction)
    if not await may_ask(interaction, asker.settings):
        return
    hidden = is_private(interaction, asker.settings, private)
    await snapshot_in_time(interaction)
    answered = await decide(services, typed_text(question), asker.server)
    then = (Then.REPLACE if private else Then.AS_SET) if hidden else Then.POST
    # Not where the member wanted it private; that the server has it so is no wish of theirs.
    offers = not private and may_ask_moderators(interaction.client, answered, Way.SLASH, asker)
    reply = decision_reply(answered, frame_of(services, answered, asker, asks_moderators=offers), then)
    is_answer = answered.decision.kind is Kind.ANSWER
    with recorded(services, answered, Way.SLASH, asker):
        await respond(interaction, reply, private=hidden or not is_answer)
    if is_answer and not hidden:
        shown = Context(answered.decision.entries, answered.decision.subjects)
        interaction.client.memory.note_answer(interaction.channel_id, asker.user, shown)


@ask_command.autocomplete("question")
async def complete_question(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Titles and example questions that match what was typed so far."""
    found = (await snapshot_here(interaction)).matcher.suggest(current, limits.AUTOCOMPLETE_CHOICES)
    fitting = dict.fromkeys(cut(one.text, limits.AUTOCOMPLETE_TEXT) for one in found)
    return [app_commands.Choice(name=text, value=text) for text in fitting]


def is_private(interaction: Interaction, settings: Settings, wished: bool | None) -> bool:
    """Whether the answer is for the member alone: as wished, else as the server has it; always in their own app."""
    return is_only_theirs(interaction) or (settings.private if wished is None else wished)


async def may_ask(interaction: Interaction, settings: Settings) -> bool:
    """Whether the member's cooldown is over; if not, say so privately, and not more often than once a minute."""
    verdict = interaction.client.cooldown.ask(interaction.user.id, settings.cooldown_seconds)
    if verdict.tell:
        await respond(interaction, Reply(texts.slow_down(verdict.wait)), private=True)
    elif verdict.wait > 0:
        # Discord shows an error for an interaction without an answer, so this one is taken and let go in silence.
        await take_away(interaction)
    return verdict.wait <= 0
