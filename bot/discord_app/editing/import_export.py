"""``/knowledge export`` and ``/knowledge import``: the knowledge as files, and files as a change to look at."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import discord
from discord import app_commands

from bot import limits
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.delivery import NOT_SENT, again
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import editing_moderator
from bot.discord_app.editing.group import add_to_group
from bot.discord_app.editing.proposals import patiently, show_proposal
from bot.discord_app.ui import sender
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.markdown import inline
from bot.discord_app.ui.reply import Reply
from bot.editing.import_export import MAX_UPLOAD, ScopeContents, exported, left_out
from bot.errors import VersusError
from bot.knowledge.markdown import comparison
from bot.knowledge.problems import Problem
from bot.texts import editing as shared_texts
from bot.texts.counting import and_more

FILES = 10
"""Attachments of one message."""
PROBLEMS = 8
PROBLEM = 150
"""Characters of a problem before it is escaped: eight of them fit whatever they hold."""
NAMED = 10
"""Topics that are named in the message."""

File = tuple[str, bytes]


def setup(client: VersusClient) -> None:
    """Add the commands."""
    add_to_group(client, export_command, import_command)


class TooLargeError(VersusError):
    """The files are larger than what Discord takes."""


@app_commands.command(name="export", description=texts.EXPORT_DESCRIPTION)
async def export_command(interaction: Interaction) -> None:
    """Give the moderator what their server sees, and nothing of any other server."""
    editing = await editing_moderator(interaction)
    await defer(interaction)
    contents = await editing.moderation.editor.contents(editing.scope)
    if not contents.seen.topics:
        await sender.replace_deferred(interaction, Reply(texts.NOTHING_TO_EXPORT))
        return
    files = await editing.off_the_loop(packed, contents, interaction.filesize_limit)
    scope = texts.scope_name(shared=editing.scope is None)
    titles = [inline(topic.title, limits.BUTTON_LABEL) for topic in contents.seen.topics[:NAMED]]
    said = texts.exported(scope, len(contents.seen), titles)
    if missing := await editing.off_the_loop(left_out, contents):
        said += f"\n{shared_texts.left_out([inline(entry, limits.ID_LENGTH) for entry in missing])}"
    await sender.respond(interaction, Reply(said), private=True, files=files)


@app_commands.command(name="import", description=texts.IMPORT_DESCRIPTION)
@app_commands.describe(file=texts.IMPORT_FILE)
async def import_command(interaction: Interaction, file: discord.Attachment) -> None:
    """Show what the file would change, or what is wrong with it and where."""
    editing = await editing_moderator(interaction)
    await defer(interaction)
    if file.size > MAX_UPLOAD:
        await sender.replace_deferred(interaction, Reply(texts.too_large(file.size, MAX_UPLOAD)))
        return
    try:
        data = await again(file.read)
    except NOT_SENT:
        await sender.replace_deferred(interaction, Reply(texts.NOT_FETCHED))
        return
    work = editing.moderation.editor.imported(editing.scope, file.filename, data)
    result = await patiently(interaction, work)
    if result.problems:
        await sender.replace_deferred(interaction, problems_reply(result.problems))
    elif result.change is None:
        await sender.replace_deferred(interaction, Reply(texts.NOTHING_TO_IMPORT))
    else:
        await show_proposal(interaction, result.change)


def packed(contents: ScopeContents, room: int) -> list[File]:
    """The files to send in at most ``room`` bytes: each topic and the table, as an archive where they don't fit.

    Raises:
        TooLargeError: nor does the archive.
    """
    texts_by_name = exported(contents) | {texts.TABLE_FILE: comparison(contents.seen)}
    files = [(name, text.encode()) for name, text in texts_by_name.items()]
    if len(files) <= FILES and sum(len(data) for _, data in files) <= room:
        return files
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as into:
        for name, data in files:
            into.writestr(name, data)
    if len(archive.getvalue()) > room:
        raise TooLargeError(texts.EXPORT_TOO_LARGE)
    return [(texts.ARCHIVE_FILE, archive.getvalue())]


def problems_reply(problems: Sequence[Problem]) -> Reply:
    """What is wrong with a file, line by line."""
    lines = [f"- {inline(str(problem), PROBLEM * 2)}" for problem in problems[:PROBLEMS]]
    if sum(map(len, lines)) > limits.EMBED_DESCRIPTION - limits.EMBED_TITLE:
        lines = [f"- {inline(str(problem), PROBLEM)}" for problem in problems[:PROBLEMS]]
    if len(problems) > PROBLEMS:
        lines.append(and_more(len(problems) - PROBLEMS))
    embed = discord.Embed(colour=ACCENT, title=texts.IMPORT_PROBLEMS, description="\n".join(lines))
    return Reply(embeds=(embed.set_footer(text=texts.IMPORT_PROBLEMS_HINT),))
