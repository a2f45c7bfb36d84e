"""What leaves comes back the same, and nothing of a hostile file is believed."""

from dataclasses import replace

import pytest

from bot.editing.change import Change, EntryEdit
from bot.editing.import_export import Imported, ScopeContents, exported, imported, left_out
from bot.editing.patch import digest
from bot.editing.revision import RevisionKind, Scope
from bot.knowledge.build import read_files
from bot.knowledge.markdown import comparison
from bot.knowledge.model import KnowledgeBase
from tests.editing.hostile_files import CHEEKY, CHEEKY_TITLE, HOSTILE
from tests.editing.worlds import BASE, Session
from tests.knowledge.samples import ENTRIES, GOOD, HEADER

MORE = "topic: ops\nentries:\n  speed:\n    title: Speed\n    both: Both are fast.\n"
RULES = "topic: rules\ntitle: House rules\nentries:\n  kind:\n    title: Kindness\n    answer: Be kind.\n"


def held(scope: Scope = None, **texts: str) -> ScopeContents:
    files = {f"{name}.yaml": text for name, text in texts.items()}
    seen = read_files({name: text.encode() for name, text in files.items()}).knowledge
    assert seen is not None
    return ScopeContents(scope, files, seen)


def taken(contents: ScopeContents, text: str) -> Imported:
    return imported(contents, "upload.yaml", text.encode())


async def overlaid(session: Session, server: int = 7) -> ScopeContents:
    """A server that reworded one entry, hides the other and has one of its own."""
    cost, security = (session.knowledge.entries[f"ops/{name}"] for name in ("cost", "security"))
    edits = (
        EntryEdit(cost.key, cost, replace(cost, title="Price")),
        EntryEdit(security.key, security, None),
        EntryEdit("ops/tea", None, replace(cost, id="tea", title="Tea", aliases=(), questions=())),
    )
    await session.editor.commit(Change(server, RevisionKind.EDIT, edits), None, "")
    return await session.editor.contents(server)


def test_a_file_of_the_base_leaves_as_it_is_and_returns_without_a_change() -> None:
    contents = held(ops=BASE, other=RULES)
    files = exported(contents)
    assert files == {"ops.yaml": BASE, "rules.yaml": RULES}
    assert [taken(contents, text) for text in files.values()] == [Imported(), Imported()]


@pytest.mark.parametrize("text", [GOOD, BASE, RULES, GOOD.replace("title: Taste", 'title: "a: b # c"')])
def test_a_topic_of_several_files_leaves_as_one_and_returns_without_a_change(text: str) -> None:
    head, _, entries = text.partition("entries:\n")
    topic = head.partition("topic: ")[2].partition("\n")[0]
    contents = held(a=f"topic: {topic}\nentries:\n{entries}", b=head)
    (whole,) = exported(contents).values()
    assert read_files({"whole.yaml": whole.encode()}).knowledge == contents.seen
    assert taken(contents, whole) == Imported()


def test_a_topic_in_one_file_is_replaced_as_a_text() -> None:
    changed = BASE.replace("title: MLOps vs DevOps", "title: Ops compared")
    (edit,) = _change(taken(held(home=BASE), changed)).files
    assert (edit.name, edit.before, edit.text) == ("home.yaml", digest(BASE), changed)


def test_a_new_topic_gets_a_file_of_its_own() -> None:
    contents = held(rules=BASE)
    (edit,) = _change(taken(contents, RULES)).files
    assert (edit.name, edit.before) == ("rules-2.yaml", None)


def test_a_topic_of_several_files_is_compared_entry_by_entry() -> None:
    contents = held(a=BASE, b=MORE)
    (whole,) = exported(contents).values()
    changed = whole.replace("Both are fast.", "Both are slow.").replace("  security:", "  safety:")
    edits = {
        edit.key: (edit.before is not None, edit.after is not None) for edit in _change(taken(contents, changed)).edits
    }
    assert edits == {"ops/speed": (True, True), "ops/security": (True, False), "ops/safety": (False, True)}


def test_the_header_of_a_topic_in_several_files_can_not_be_imported() -> None:
    contents = held(a=BASE, b=MORE)
    (whole,) = exported(contents).values()
    result = taken(contents, whole.replace("title: MLOps vs DevOps", "title: Another"))
    (problem,) = result.problems
    assert result.change is None
    assert str(problem).startswith("upload.yaml:2:1: 'title' differs from the shared base")


SLIPS = {
    "a key": ("mlops: Data is guarded.", "mlosp: Data is guarded.", "upload.yaml:21:5"),
    "a see also": ("see_also: [cost]", "see_also: [cots]", "upload.yaml:23:16"),
    "a phrase of another": ("[Is it safe?,", "[What does it cost?,", "upload.yaml:20:17"),
    "a title missing": ("    title: Security\n", "", "upload.yaml:18:3"),
    "no text": ("title: Security", "title: no", "upload.yaml:19:12"),
    "no entry": ("  cost:\n", "  speedy: fast\n  cost:\n", "upload.yaml:8:11"),
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("place", ["overlay", "several files"])
def test_one_slip_refuses_the_file_and_removes_nothing(slip: str, place: str) -> None:
    base = held(a=BASE, b=MORE)
    contents = base if place == "several files" else ScopeContents(7, {}, base.seen, frozenset(["ops"]))
    right, wrong, line = SLIPS[slip]
    assert right in BASE
    whole = BASE.replace(right, wrong) + MORE.partition("entries:\n")[2]
    result = taken(contents, whole)
    assert result.change is None
    assert line in [str(problem).partition(": ")[0] for problem in result.problems]


def test_hiding_is_refused_in_a_topic_of_several_files_of_the_base() -> None:
    contents = held(a=BASE, b=MORE)
    (whole,) = exported(contents).values()
    (problem,) = taken(contents, whole.replace("entries:\n", "hide: [cost]\nentries:\n")).problems
    assert "only one server's overlay can hide entries" in str(problem)


async def test_what_is_left_out_of_an_export_is_named_and_not_removed_by_the_return(session: Session) -> None:
    session.servers.mkdir()
    overlay = "topic: ops\nentries:\n  tea: {title: Tea, mlosp: a, devops: b}\n  pets: {title: Pets, answer: Cats.}\n"
    (session.servers / "7.yaml").write_text(overlay)
    (session.servers / "7.own.yaml").write_text(RULES.replace("topic: rules", "topic: own") + "  odd: {title: Odd}\n")
    session.files.scan()
    contents = await session.editor.contents(7)
    assert left_out(contents) == ("tea",), "the file of its own topic leaves as it is"
    change = _change(taken(contents, exported(contents)["ops.yaml"].replace("Cats.", "Dogs.")))
    await session.editor.commit(change, None, "")
    assert (session.servers / "7.yaml").read_text() == overlay.replace("Cats.", "Dogs.")


def test_problems_name_the_upload_and_the_line() -> None:
    result = taken(held(ops=BASE), BASE.replace("aliases: [price]", "alias: [price]"))
    assert [str(problem).partition(" ")[0] for problem in result.problems] == ["upload.yaml:10:5:"]


async def test_an_overlay_leaves_as_its_server_sees_it_and_returns_without_a_change(session: Session) -> None:
    contents = await overlaid(session)
    (text,) = exported(contents).values()
    assert "Price" in text
    assert "Security" not in text
    assert taken(contents, text) == Imported()
    next_door = await session.editor.contents(8)
    (theirs,) = exported(next_door).values()
    assert _entries(theirs) == session.knowledge
    assert "Tea" not in theirs
    assert taken(next_door, theirs) == Imported()


async def test_an_import_into_an_overlay_touches_what_differs_alone(session: Session) -> None:
    contents = await overlaid(session)
    (text,) = exported(contents).values()
    change = _change(taken(contents, text.replace("title: Tea", "title: Green tea")))
    assert [edit.key for edit in change.edits] == ["ops/tea"]
    await session.editor.commit(change, None, "")
    assert (await session.snapshots.of(7)).knowledge.entries["ops/tea"].title == "Green tea"
    assert session.base_text == BASE


async def test_a_topic_of_a_servers_own_returns_as_its_text(session: Session) -> None:
    for text in (RULES, RULES.replace("Be kind.", "Be kind, always.") + "# a comment\n"):
        change = _change(taken(await session.editor.contents(7), text))
        assert [edit.name for edit in change.files] == ["7.rules.yaml"]
        await session.editor.commit(change, None, "")
    assert exported(await session.editor.contents(7))["rules.yaml"] == text
    assert "rules.yaml" not in exported(await session.editor.contents(8))


async def test_the_base_can_be_imported_and_saved(session: Session) -> None:
    change = _change(taken(await session.editor.contents(None), BASE.replace("Less money.", "A little money.")))
    proposal = await session.editor.propose(change)
    assert [edit.key for edit in proposal.edits] == ["ops/cost"]
    await session.editor.commit(change, None, "")
    assert "A little money." in session.base_text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_place(name: str) -> None:
    result = imported(held(ops=BASE), "upload.yaml", HOSTILE[name])
    assert result.change is None
    assert result.problems
    assert str(result.problems[0]).startswith("upload.yaml:")
    assert all(len(str(problem)) < 500 for problem in result.problems)


def test_there_are_fifty_hostile_files() -> None:
    assert len(HOSTILE) >= 50


def test_a_valid_file_with_cheeky_words_is_only_a_change() -> None:
    change = _change(imported(held(ops=BASE), "upload.yaml", CHEEKY))
    assert CHEEKY_TITLE in change.files[0].text


def test_the_comparison_is_a_table_with_the_plain_entries_below() -> None:
    knowledge = _entries(HEADER + ENTRIES.replace("Mild.", "Mild | <b>soft</b>."))
    assert comparison(knowledge).splitlines() == [
        "# Filter vs espresso",
        "",
        "Source: [A book](https://example.org/book)",
        "",
        "|  | Filter coffee | Espresso | Both |",
        "| --- | --- | --- | --- |",
        "| **Taste** | Mild \\| &lt;b>soft&lt;/b>. | Strong,<br>and short. | Good. |",
        "",
        "## Shop",
        "",
        "Around the corner.",
        "",
        "- [Map](https://example.org/map)",
    ]


def test_a_link_of_the_comparison_leads_where_it_says() -> None:
    hostile = ENTRIES.replace("https://example.org/map", "https://example.org/map)[x](https://b.example")
    table = comparison(_entries(HEADER + hostile.replace("Map", "'[Map](https://b.example)\\'")))
    assert "- [(Map)(https://b.example)\\\\](https://example.org/map%29%5Bx%5D%28https://b.example)" in table


def _change(result: Imported) -> Change:
    assert result.change is not None, result.problems
    return result.change


def _entries(text: str) -> KnowledgeBase:
    knowledge = read_files({"a.yaml": text.encode()}).knowledge
    assert knowledge is not None
    return knowledge
