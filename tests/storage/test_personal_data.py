"""Deletion and retention reach every table: a new table or column without a rule fails here, and so does the README.

Every column that can hold words, a member's hash or the id of a question or its message is filled with Ann's; what
still holds them afterwards must be in the list, with its reason. The README's table says the same to people.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Float, Integer, String, insert, select

from bot.app import open_app
from bot.config import Config, DataConfig, KnowledgeConfig
from bot.inbox.awaiting import PostState
from bot.storage.connections import Connections
from bot.storage.database import Database
from bot.storage.engine import make_engine
from bot.storage.schema import Instant, metadata
from bot.usage.events import MessageDeleted
from bot.usage.retention import Retention
from tests.storage.conftest import PSEUDONYMS
from tests.usage.samples import NOW, Clock

README = Path(__file__).parent.parent.parent / "README.md"
ANN = PSEUDONYMS.of(41)
WORDS = "ann's words"
QUESTION, MESSAGE = 987_654_321, 987_654_322
"""The id under which Ann's question is stored, and her message's."""
DAY = timedelta(days=1)
HERS = (WORDS, ANN, str(QUESTION), str(MESSAGE))
OWNERS = {"user", "asker", "author", "moderator", "member"}
GIVEN: dict[str, Any] = {
    "proposal.change": json.dumps({"suggestion": 1, "why": f"suggested by {WORDS}", "edits": []}),
    "suggestion.status": "accepted",
    "moderators_post.state": PostState.OPEN.value,
    "suggestion.credit": WORDS,
    "revision.why": f"suggested by {WORDS}",
}
KNOWLEDGE = "what moderators wrote is the knowledge and its history, whoever asked for it"
CODE = "a word of the bot's own, an id or a digest"
AFTER_PRIVACY = {
    "dismissed.wording": "a keyed hash, which names nobody and cannot be read back",
    "known_file.file": KNOWLEDGE,
    "known_file.text": KNOWLEDGE,
    "opted_out.user": "the member's own choice, which /privacy says stays",
    "waiting_change.change": KNOWLEDGE,
    "waiting_change.what": KNOWLEDGE,
    "revision.kind": CODE,
    "revision.what": KNOWLEDGE,
    "revision_entry.entry": KNOWLEDGE,
    "revision_file.added": KNOWLEDGE,
    "revision_file.digest_after": CODE,
    "revision_file.digest_before": CODE,
    "revision_file.file": KNOWLEDGE,
    "revision_file.removed": KNOWLEDGE,
    "server_settings.channels": "channels of a server",
    "server_settings.learn_channels": "channels of a server",
    "server_settings.moderator_roles": "roles of a server",
    "server_settings.quiet": "channels of a server",
    "server_settings.trusted_roles": "roles of a server",
    "state.name": CODE,
    "state.value": CODE,
    "suggestion.entry": CODE,
    "suggestion.text": "given to the moderators; it stays without the name",
}
POSTED = "until the bot has taken the text out of the moderators' post, which it does within a minute"
STATISTICS = "statistics, by the day and under a keyed hash, until the member deletes them"
AFTER_RETENTION = AFTER_PRIVACY | {
    "asked.decision": STATISTICS,
    "asked.entry": STATISTICS,
    "asked.id": STATISTICS,
    "asked.outcome": STATISTICS,
    "asked.user": STATISTICS,
    "asked.way": STATISTICS,
    "chosen.entry": STATISTICS,
    "chosen.question": STATISTICS,
    "chosen.user": STATISTICS,
    "proposal.change": "a draft, which goes after seven days by a job of its own",
    "proposal.moderator": "a draft, which goes after seven days by a job of its own",
    "kept_answer.credit": "whose message became an entry; kept to take the name out when they want that",
    "kept_answer.user": "whose message became an entry; kept to take the name out when they want that",
    "moderators_post.asked_in": POSTED,
    "moderators_post.question": POSTED,
    "preference.user": "how the member wants to read answers, until they delete it",
    "waiting_change.author": "who changed the knowledge, for the other moderators",
    "waiting_change.author_name": "who changed the knowledge, for the other moderators",
    "rated.question": STATISTICS,
    "rated.user": STATISTICS,
    "revision.author": "who changed the knowledge, for the other moderators",
    "revision.author_name": "who changed the knowledge, for the other moderators",
    "revision.why": "who changed the knowledge, for the other moderators",
    "suggestion.credit": "thanked in the history; kept to take the name out of it when the member wants that",
    "suggestion.member": "thanked in the history; kept to take the name out of it when the member wants that",
    "tracked.answers": "goes after 15 minutes by a timer of its own",
    "tracked.asker": "goes after 15 minutes by a timer of its own",
    "tracked.question": "goes after 15 minutes by a timer of its own",
    "tracked.question_message": "goes after 15 minutes by a timer of its own",
}
del AFTER_RETENTION["suggestion.text"]
WITH_THE_MESSAGE = {
    "asked.text",
    "awaiting.message",
    "awaiting.question",
    "learned.asked_in",
    "learned.question",
    "learned.text",
    "learned.user",
}
"""What goes with the message that asked, however old it is; the moderators' post follows."""
IN_MESSAGE = {"awaiting.message", "learned.asked_in", "moderators_post.asked_in", "tracked.question_message"}
COLUMNS = {f"{one.table.name}.{one.name}": one for table in metadata.sorted_tables for one in table.c}
HERS_BY_ID = {"asked.id", *IN_MESSAGE, *(name for name, one in COLUMNS.items() if one.name == "question")}
GIVEN |= {name: MESSAGE if name in IN_MESSAGE else QUESTION for name in HERS_BY_ID}


def filled(column: Column[Any]) -> Any:
    """Ann's words, Ann's hash or a value of the column's kind."""
    name = f"{column.table.name}.{column.name}"
    if name in GIVEN:
        return GIVEN[name]
    if column.name == "scope":
        return 0  # the shared base
    if column.name in OWNERS:
        return ANN
    match column.type:
        case Instant():
            return NOW - 40 * DAY
        case String():
            return WORDS
        case Boolean():
            return True
        case Float():
            return 0.5
        case Integer():
            return 1
        case JSON():
            return [WORDS]
        case other:
            raise AssertionError(f"{name}: say here what a column of {other} may hold")


async def still_there(path: Path) -> set[str]:
    """The columns that hold Ann's words or hash, or say which question or message is hers."""
    engine, place = make_engine(path, read_only=True)
    found = set[str]()
    async with Connections(engine, place).read() as connection:
        for table in metadata.sorted_tables:
            for row in (await connection.execute(select(table))).mappings():
                held = {name for name, value in row.items() if any(one in str(value) for one in HERS)}
                found |= {f"{table.name}.{name}" for name in held}
    await engine.dispose()
    return found


async def fill(path: Path) -> None:
    async with Database.open(path, PSEUDONYMS):
        pass
    engine, place = make_engine(path, read_only=False)
    async with Connections(engine, place).write() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(insert(table).values({one.name: filled(one) for one in table.c}))
    await engine.dispose()


def filled_with_hers() -> set[str]:
    kinds = (String, JSON)
    return HERS_BY_ID | {name for name, one in COLUMNS.items() if isinstance(one.type, kinds)}


async def test_privacy_reaches_every_table(path: Path) -> None:
    await fill(path)
    assert await still_there(path) == filled_with_hers() - {"moderators_post.state", "suggestion.status"}, (
        "the test fills every column"
    )
    async with Database.open(path, PSEUDONYMS) as database:
        await database.privacy.delete_member(ANN, NOW)
    assert await still_there(path) == set(AFTER_PRIVACY)


async def test_retention_reaches_every_table(path: Path) -> None:
    await fill(path)
    async with Database.open(path, PSEUDONYMS) as database:
        passing = (database.awaiting, database.learned)
        await Retention(database.retention, 30 * DAY, Clock(), passing=passing).erase()
    assert await still_there(path) == set(AFTER_RETENTION)


async def test_a_deleted_message_reaches_every_table(path: Path) -> None:
    """Beside what follows it for 15 minutes by ``tracked``."""
    await fill(path)
    before = await still_there(path)
    async with Database.open(path, PSEUDONYMS) as database:
        await database.usage.write([MessageDeleted(MESSAGE)])
        due = await database.awaiting.overdue(NOW - 100 * DAY)
        assert len(due) == 1, "the moderators' post loses its text"
        await database.awaiting.forget_post(due[0].message)
    assert before - await still_there(path) == WITH_THE_MESSAGE | {"moderators_post.asked_in"}


def table_of_the_readme() -> set[str]:
    """What stands in code in the first column of the table under "Privacy"."""
    section = README.read_text("utf-8").partition("\n## Privacy\n")[2].partition("\n## ")[0]
    first = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]
    return {name for cell in first for name in re.findall(r"`([^`]+)`", cell)}


async def test_the_readme_lists_every_table_and_every_file(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "tea.yaml").write_text("topic: tea\ntitle: Tea\nentries:\n  a: {title: A, answer: B.}\n")
    data = tmp_path / "data"
    async with open_app(Config(knowledge=KnowledgeConfig(folder=knowledge), data=DataConfig(folder=data))):
        files = {path.name for path in data.iterdir()} - {"versus.sqlite3-wal", "versus.sqlite3-shm"}
    listed = table_of_the_readme()
    assert set(metadata.tables) <= listed
    assert files <= listed
    others = {"servers/", "health.json", "run.lock", "editing.lock", "bundled-knowledge.json"}
    others |= {"vectors.sqlite3", "models/"}  # with a model of meaning
    assert listed == set(metadata.tables) | files | others


@pytest.mark.parametrize("rules", [AFTER_PRIVACY, AFTER_RETENTION])
def test_a_rule_is_about_a_column_that_is_there(rules: dict[str, str]) -> None:
    assert set(rules) <= filled_with_hers()
