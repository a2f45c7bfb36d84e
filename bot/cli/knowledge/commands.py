"""``knowledge``: change what the bot knows, see what was changed, and take it back; also beside a running bot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.knowledge import texts
from bot.cli.say import print_json, say
from bot.cli.session import ConfigOption, JsonOption, settings

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.cli.knowledge.saving import Plan, Planned
    from bot.cli.knowledge.session import EditingSession

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Change what the bot knows, and take it back.")

Server = Annotated[
    int | None, typer.Option("--server", min=1, metavar="ID", help="Change this server's own overlay, not the base.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Save without asking, at a terminal too.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change and its effect, and save nothing.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the history.")]
EntryName = Annotated[str, typer.Argument(metavar="ENTRY", help="The entry's id, TOPIC/ENTRY, or its title.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The heading of the answer.")]
Sides = Annotated[
    list[str] | None, typer.Option("--side", metavar="SUBJECT=TEXT", help="One subject's text; once for each.")
]
Both = Annotated[str | None, typer.Option("--both", metavar="TEXT", help="What the subjects share.")]
Answer = Annotated[str | None, typer.Option("--answer", metavar="TEXT", help="The one answer of a plain entry.")]
Questions = Annotated[
    list[str] | None, typer.Option("--question", metavar="TEXT", help="An example question; once for each.")
]
Aliases = Annotated[list[str] | None, typer.Option("--alias", metavar="TEXT", help="Another name; once for each.")]
SeeAlso = Annotated[list[str] | None, typer.Option("--see-also", metavar="ENTRY", help="An id to read next; repeat.")]
FromFile = Annotated[
    Path | None, typer.Option("--from", metavar="FILE", help="Take the entry from a file, as your editor shows it.")
]
Links = Annotated[list[str] | None, typer.Option("--link", metavar="LABEL=URL", help="A link; once for each.")]


def _entry_command(name: str, help_text: str) -> None:
    """Declare a command that takes what an entry says: ``add`` and ``edit`` have the same options."""

    @app.command(name, help=help_text)
    def command(
        entry: EntryName,
        title: Title = None,
        side: Sides = None,
        both: Both = None,
        answer: Answer = None,
        question: Questions = None,
        alias: Aliases = None,
        see_also: SeeAlso = None,
        link: Links = None,
        server: Server = None,
        from_file: FromFile = None,
        why: Why = "",
        yes: Yes = False,
        dry_run: DryRun = False,
        as_json: JsonOption = False,
        config: ConfigOption = None,
    ) -> None:
        from bot.cli.knowledge.actions import added, edited
        from bot.cli.knowledge.options import Given

        given = Given(title, side, both, answer, question, alias, see_also, link)
        if from_file is not None and not given.nothing:
            raise typer.BadParameter(texts.FROM_ALONE)
        if name == "add" and title is None and not given.nothing:
            raise typer.BadParameter(texts.NEEDS_TITLE)
        plan = added if name == "add" else edited
        _change(
            config,
            server,
            lambda session: plan(session, entry, given, from_file),
            yes=yes,
            dry_run=dry_run,
            as_json=as_json,
            why=why,
        )


_entry_command("add", "Add an entry, from the options, or without any in your editor.")
_entry_command(
    "edit",
    'Change an entry: what an option gives takes the place of what was there, "" takes it away.\n\n'
    "Without any such option your editor opens.",
)


@app.command()
def teach(
    entry: EntryName,
    question: Annotated[list[str], typer.Argument(help="One more way to ask, with or without quotes.")],
    server: Server = None,
    why: Why = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Teach an entry one more way to ask for it."""
    from bot.cli.knowledge.options import question_name
    from bot.cli.knowledge.saving import Planned
    from bot.editing import operations
    from bot.texts import editing

    text = " ".join(question).strip()
    if not text:
        raise typer.BadParameter(editing.NOTHING_TYPED)

    async def plan(session: "EditingSession") -> "Planned":
        key = (await session.entry(entry)).key
        change = operations.teaching(await session.knowledge(), key, [text], session.scope)
        return Planned.of(change, question_name)

    _change(config, server, plan, yes=yes, dry_run=dry_run, as_json=as_json, why=why)


@app.command()
def remove(
    entry: EntryName,
    server: Server = None,
    why: Why = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Remove an entry; with --server, hide it there. The history keeps it."""
    from bot.cli.knowledge.saving import Planned
    from bot.editing import operations

    async def plan(session: "EditingSession") -> "Planned":
        key, base = (await session.entry(entry)).key, session.snapshots.snapshot().knowledge
        return Planned.of(operations.removal(await session.knowledge(), base, key, session.scope))

    _change(config, server, plan, yes=yes, dry_run=dry_run, as_json=as_json, why=why)


@app.command()
def revert(
    number: Annotated[int, typer.Argument(min=1, help="The number of the change, from knowledge history.")],
    server: Server = None,
    why: Why = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Take a change back: undo what you saved last, or an older one. That is a change itself."""
    from bot.cli.knowledge.saving import Planned
    from bot.texts import editing

    async def plan(session: "EditingSession") -> "Planned":
        return Planned(await session.editor.history.undo(session.scope, number), editing.taken_back(number))

    _change(config, server, plan, yes=yes, dry_run=dry_run, as_json=as_json, why=why)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A YAML file; it takes the place of its topic.")],
    server: Server = None,
    why: Why = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Take over a YAML file: its topic becomes what the file says."""
    from bot.cli.knowledge.actions import imported_from

    _change(
        config, server, lambda session: imported_from(session, file), yes=yes, dry_run=dry_run, as_json=as_json, why=why
    )


@app.command("fmt")
def format_files(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="Names of files; all.")] = None,
    server: Server = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Put the files into the canonical form; every comment stays."""
    from bot.cli.knowledge.actions import formatted

    _change(config, server, lambda session: formatted(session, files or []), yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def export(
    topic: Annotated[str | None, typer.Argument(help="The topic's id; needed where there are several.")] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="DIR", help="Write every topic there.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a table for people to read.")] = False,
    proposed: Annotated[bool, typer.Option("--proposed", help="Print what waits for review, as a patch.")] = False,
    server: Server = None,
    config: ConfigOption = None,
) -> None:
    """Print a topic's YAML as knowledge import takes it, or write all of them, with a Markdown table, to a folder.

    With --proposed, print what waits for review as a patch for git apply.
    """
    import asyncio

    from bot.cli.knowledge.actions import export_files
    from bot.cli.knowledge.review import print_patch

    if proposed:
        if topic or output or markdown:
            raise typer.BadParameter(texts.PATCH_ALONE)
        asyncio.run(print_patch(settings(config), server))
        return
    asyncio.run(export_files(settings(config), server, topic, output, markdown=markdown))


@app.command("list")
def list_(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD]...", help="Only entries with these.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="TOPIC", help="Only this topic's entries.")] = None,
    server: Server = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List the entries: id, title, topic, kind, number of example questions. Reads only."""
    import asyncio

    from bot.cli.knowledge.reading import list_entries

    asyncio.run(list_entries(settings(config), server, words or [], topic, as_json=as_json))


@app.command()
def show(
    entry: EntryName,
    server: Server = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show an entry as members see it, with its other names and example questions. Reads only."""
    import asyncio

    from bot.cli.knowledge.reading import show_entry

    asyncio.run(show_entry(settings(config), server, entry, as_json=as_json))


@app.command("proposed")
def proposed_changes(
    drop: Annotated[list[int] | None, typer.Option("--drop", min=1, metavar="N", help="Take one out; repeat.")] = None,
    server: Server = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show what waits for review, of the base and of every server, or take some of it out."""
    import asyncio

    from bot.cli.knowledge.review import drop_proposed, list_proposed

    if drop:
        asyncio.run(drop_proposed(settings(config), drop, as_json=as_json))
    else:
        asyncio.run(list_proposed(settings(config), server, as_json=as_json))


@app.command()
def history(
    entry: Annotated[str | None, typer.Argument(help="Only the changes of this entry.")] = None,
    number: Annotated[int | None, typer.Option("--open", min=1, metavar="N", help="Show one as a diff.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many, newest first.")] = 25,
    server: Server = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show what was changed: who, when, what. Reads only."""
    import asyncio

    from bot.cli.knowledge.reading import show_history, show_revision

    chosen = settings(config)
    if number is not None:
        asyncio.run(show_revision(chosen, server, number, as_json=as_json))
    else:
        asyncio.run(show_history(chosen, server, entry, limit, as_json=as_json))


@app.command()
def editor(
    server: Annotated[str | None, typer.Argument(metavar="[ID|none]", help="The server; none names nobody.")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show which server's moderators edit the shared base, or have another one do it."""
    import asyncio

    from bot.cli.knowledge.actions import choose_editor

    if server is not None and server != "none" and not (server.isascii() and server.isdigit() and int(server)):
        raise typer.BadParameter(texts.EDITOR_ID_WANTED)
    sentence, value = asyncio.run(choose_editor(settings(config), server))
    if as_json:
        print_json(value)
    else:
        say(sentence)


def _change(
    config: Path | None, server: int | None, plan: "Plan", *, yes: bool, dry_run: bool, as_json: bool, why: str = ""
) -> None:
    import asyncio

    from bot.cli.knowledge.saving import Way, carry_out

    code = asyncio.run(carry_out(settings(config), server, plan, Way(dry_run, as_json, yes, why)))
    raise typer.Exit(code)
