"""The same changes, effects and revisions as each door words them: what Discord shows, and what the terminal prints."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.cli.knowledge import output
from bot.discord_app.editing import history_reply
from bot.discord_app.editing.change_lines import change_lines, effect_lines
from bot.discord_app.editing.proposal_reply import what_changed
from bot.editing import wording
from bot.editing.change import Change, EntryEdit, FileEdit
from bot.editing.impact import ChangeKind, DecisionChange, Impact
from bot.editing.revision import FileChange, Revision, RevisionKind
from bot.knowledge.model import Entry, KnowledgeBase, Link, Subject, Topic
from bot.matching.decision import Decision, Kind

TITLED = Entry("t", "tests", "Tests *before* release", questions=("how to test?", "what is tested?"), answer="All.")
SIDED = Entry(
    "t",
    "monitoring",
    "Monitoring",
    aliases=("observability", "watching"),
    questions=("how is it watched?", "a", "b"),
    sides={"ml": "Watches the model.", "ops": "Watches the servers."},
    both="Both have dashboards.",
    links=(Link("Read on", "https://example.org/a"),),
    see_also=("tests",),
)
PLAIN = Entry("t", "cost", "Cost", answer="It depends.")
KNOWLEDGE = KnowledgeBase(
    (Topic("t", "MLOps vs DevOps", (Subject("ml", "ML_Ops"), Subject("ops", "DevOps")), (TITLED, SIDED, PLAIN)),)
)
RETITLED = EntryEdit("t/tests", TITLED, replace(TITLED, title="Testing", questions=TITLED.questions[::-1], answer=None))
EDITED = EntryEdit(
    "t/monitoring",
    SIDED,
    replace(
        SIDED,
        aliases=("watching",),
        questions=("a", "how is `it` watched, " + "and by whom, " * 9 + "today?"),
        sides={"ml": "Watches the data.", "third": "New."},
        both=None,
        links=(Link("More", "https://example.org/b"),),
        see_also=("cost", "gone"),
    ),
)
NEW = EntryEdit("t/new", None, Entry("t", "new", "New [one]", questions=("what is new?",), sides={"ml": "Much."}))
GONE = EntryEdit("t/tests", TITLED, None)
LONE = EntryEdit("t/lone", replace(PLAIN, id="lone", questions=("who?",)), None)


def test_discord_names_each_change_of_an_entry() -> None:
    assert change_lines([RETITLED], KNOWLEDGE) == [
        "title, was: “Tests \\*before\\* release” / now: “Testing”",
        "example questions: put in another order",
        "Answer: text removed",
    ]
    assert change_lines([EDITED], KNOWLEDGE) == [
        "other name removed: “observability”",
        "example question removed: “how is it watched?”",
        "example question removed: “b”",
        f"example question added: “how is \\`it\\` watched, {'and by whom, ' * 5}and by whom,…”",
        "ML\\_Ops: text reworded",
        "DevOps: text removed",
        "What they share: text removed",
        "link removed: “Read on: https\\://example.org/a”",
        "link added: “More: https\\://example.org/b”",
        "see also removed: Tests \\*before\\* release",
        "see also added: Cost",
        "see also added: gone",
        "third: text added",
    ]
    assert change_lines([NEW], KNOWLEDGE) == ["example question added: “what is new?”", "ML\\_Ops: text added"]
    assert change_lines([GONE], KNOWLEDGE) == ["the entry goes, with 2 example questions; the history keeps it"]
    offering = KnowledgeBase((replace(KNOWLEDGE.topics[0], fallback=GONE.key.partition("/")[2]),))
    assert change_lines([GONE], offering) == [
        "the entry goes, with 2 example questions; the history keeps it. It is also what I offer when I have no answer"
    ]
    assert list(output.change_lines([GONE], offering))[1].endswith("It is also what I offer when I have no answer")
    assert list(output.change_lines([GONE], KNOWLEDGE))[1].endswith("the history keeps it")
    several = change_lines([EDITED, NEW, LONE], KNOWLEDGE)
    assert several[0] == "Monitoring: other name removed: “observability”"
    assert several[-2:] == ["New \\[one\\]: example question added: “what is new?”", "and 2 more changes"]


def test_the_terminal_shows_each_value_that_goes_and_comes() -> None:
    assert list(output.change_lines([RETITLED, NEW, LONE])) == [
        "Change to t/tests",
        "  Title",
        "    - Tests *before* release",
        "    + Testing",
        "  Example questions",
        "    - how to test?, what is tested?",
        "    + what is tested?, how to test?",
        "  Answer",
        "    - All.",
        "New entry t/new",
        "  Title",
        "    + New [one]",
        "  Example questions",
        "    + what is new?",
        "  ml",
        "    + Much.",
        "Remove t/lone",
        "  the entry goes, with 1 example question; the history keeps it",
    ]
    assert list(output.change_lines([])) == ["No entry changes, only the text around them in the file."]
    many = [replace(LONE, key=f"t/e{number}") for number in range(4)]
    assert list(output.warning_lines(many)) == ["This change removes 4 entries; the history keeps them."]
    assert not list(output.warning_lines(many[:3]))


def test_what_the_history_is_told_from_discord() -> None:
    def what(kind: RevisionKind, *edits: EntryEdit) -> str:
        return what_changed(Change(None, kind, edits), KNOWLEDGE)

    assert what(RevisionKind.ADD, NEW) == "added “New [one]”"
    assert what(RevisionKind.REMOVE, GONE) == "removed “Tests *before* release”"
    assert what(RevisionKind.EDIT, RETITLED) == (
        "title, was: “Tests *before* release” / now: “Testing”; example questions: put in another order; "
        "Answer: text removed"
    )
    assert what(RevisionKind.EDIT, EDITED) == (
        "other name removed: “observability”; example question removed: “how is it watched?”; example question removed:"
        " “b”; example question added: “how is `it` watched, and by whom, and by whom, and by…"
    )
    assert what(RevisionKind.EDIT) == "Nothing would change: everything is as it was."
    assert what_changed(Change(None, RevisionKind.REVERT, undoes=7), KNOWLEDGE) == "took #7 back"
    files = (FileEdit("a.yaml", None, ""), FileEdit("b.yaml", None, ""))
    assert what_changed(Change(None, RevisionKind.IMPORT, files=files), KNOWLEDGE) == "imported a.yaml, b.yaml"


def test_what_the_history_is_told_from_the_terminal() -> None:
    assert output.in_few_words([NEW]) == "added “New [one]”"
    assert output.in_few_words([GONE, LONE]) == "removed “Tests *before* release”; removed “Cost”"
    assert output.in_few_words([RETITLED]) == (
        "Testing: title, was: “Tests *before* release” / now: “Testing”, example questions: put in another order,"
        " Answer: text removed"
    )
    assert output.in_few_words([EDITED]) == (
        'Monitoring: other name removed: "observability", example question removed: "how is it watched?",'
        ' example question removed: "b", example question added: "how is `it` watched, and by whom, and by...'
    )
    assert output.in_few_words([replace(EDITED, before=replace(SIDED, see_also=()), after=SIDED)]) == (
        'Monitoring: see also added: "tests"'
    )
    assert output.in_few_words([replace(EDITED, after=SIDED)]) == "Monitoring"


def decided(*entries: str) -> Decision:
    return Decision(Kind.ANSWER if entries else Kind.UNKNOWN, entries)


def moved(question: str, times: int, effect: ChangeKind, before: str = "", after: str = "") -> DecisionChange:
    return DecisionChange(question, times, effect, decided(*before.split()), decided(*after.split()))


SHIFTS = (
    moved("what is *new*?", 12, ChangeKind.ANSWERED, after="t/new"),
    moved("anything new?", 1, ChangeKind.ANSWERED, after="t/new t/cost"),
    moved("how to test " + "this " * 30, 3, ChangeKind.LOST, before="t/tests"),
    moved("is it watched?", 2, ChangeKind.CHANGED, before="t/monitoring", after="t/gone"),
    *(moved(f"q{number}", 1, ChangeKind.SUGGESTED) for number in range(12)),
    moved("silent", 1234, ChangeKind.SILENCED),
)
ASKED = Impact(2000, SHIFTS, 5, 9, SHIFTS[:1], long=1, late=500)
CALM = Impact(0, (), 3, 3, ())


def test_discord_groups_the_effect_by_entries() -> None:
    edits = [NEW, EDITED]
    assert list(effect_lines(ASKED, KNOWLEDGE, edits)) == [
        (
            "What it does to what people asked (last 2,000)",
            [
                "**12** would now be answered by New \\[one\\]",
                "\u2003“what is \\*new\\*?” (12×)",  # noqa: RUF001
                "**1** would now be answered by New \\[one\\], Cost",
                "\u2003“anything new?”",
                "**3** would no longer be answered by Tests \\*before\\* release",
                "\u2003“how to test this this this this this this this this this this this th…” (3×)",  # noqa: RUF001
                "**2** would change from Monitoring to t/gone",
                "\u2003“is it watched?” (2×)",  # noqa: RUF001
                "**12** would get suggestions instead of “I don't have an answer”",
                "\u2003“q0” · “q1” · “q2” · and 9 more",
                "**1,234** would get “I don't have an answer” instead of suggestions",
                "\u2003“silent” (1,234×)",  # noqa: RUF001
                "**736** stay as they are",
                "The newest 2,000 of 2,500 were tried: there was no time for more.",
                "1 is too long to be tried again.",
            ],
        ),
        (
            "What it does to example questions (the nearest 5 of 9)",
            [
                "**12** would now be answered by New \\[one\\]",
                "\u2003“what is \\*new\\*?” (12×)",  # noqa: RUF001
                "**4** stay as they are",
            ],
        ),
    ]
    assert list(effect_lines(CALM, KNOWLEDGE, edits)) == [
        (
            "What it does to what people asked",
            ["Nobody has asked anything here yet, so there is nothing to compare with."],
        ),
        ("What it does to example questions (3 nearby)", ["**3** stay as they are"]),
    ]


def test_the_terminal_groups_the_effect_by_kind() -> None:
    assert list(output.impact_lines(ASKED)) == [
        "What it does to what people asked (last 2,000):",
        "  13 would now be answered",
        '    "what is *new*?": t/new',
        '    "anything new?": t/new, t/cost',
        "  3 would no longer be answered",
        '    "how to test this this this this this this this this this this this this this...": t/tests',
        "  2 would be answered by another entry",
        '    "is it watched?": t/monitoring -> t/gone',
        '  12 would get suggestions instead of "I don\'t have an answer"',
        *(f'    "q{number}"' for number in range(10)),
        "    and 2 more",
        '  1,234 would get "I don\'t have an answer" instead of suggestions',
        '    "silent"',
        "  736 stay as they are",
        "  The newest 2,000 of 2,500 were tried: there was no time for more.",
        "  1 is too long to be tried again.",
        "What it does to example questions (the nearest 5 of 9):",
        "  12 would now be answered",
        '    "what is *new*?": t/new',
        "  4 stay as they are",
    ]
    assert list(output.impact_lines(CALM)) == [
        "Nobody has asked anything yet, so there is nothing to compare with.",
        "What it does to example questions (3 near it):",
        "  3 stay as they are",
    ]


def test_that_nothing_stays_as_it_is_is_not_said() -> None:
    all_shift = Impact(12, SHIFTS[:1], 1, 1, SHIFTS[:1])
    assert not [line for line in output.impact_lines(all_shift) if "stay" in line]
    assert not [line for _, lines in effect_lines(all_shift, KNOWLEDGE, [NEW]) for line in lines if "stay" in line]


FILES = (FileChange("a.yaml", 4, "old\n", "new\nlines\n", "d1", "d2"),)
SAVED = Revision(
    None,
    7,
    datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    "hash",
    "Ann *x*",
    RevisionKind.EDIT,
    "text",
    "a reason",
    ("t/cost",),
    FILES,
)
BY_HAND = replace(SAVED, author=None, author_name=None, kind=RevisionKind.FILE, what="", why="")
FIRST = replace(BY_HAND, number=1, entries=("t/cost", "t/tests"))


def test_who_made_a_revision_and_what_it_did() -> None:
    nameless = replace(SAVED, author_name=None)
    discord = [history_reply.who(one) for one in (SAVED, BY_HAND, nameless)]
    assert discord == ["Ann \\*x\\*", "by hand, in the file", "no name kept"]
    assert [output.who(one) for one in (SAVED, BY_HAND, nameless)] == ["Ann *x*", "by hand", "terminal"]
    wanted = ["text", "changed the file: a.yaml, 1 entry", "first version: a.yaml, 2 entries"]
    assert [wording.what(one) for one in (SAVED, BY_HAND, FIRST)] == wanted
    assert [wording.what(one) for one in (SAVED, BY_HAND, FIRST)] == wanted
    assert wording.what(SAVED, KNOWLEDGE) == "Cost: text"
    assert wording.what(replace(SAVED, what="added “Cost”"), KNOWLEDGE) == "added “Cost”"


def test_a_revision_in_the_terminal() -> None:
    when = SAVED.at.astimezone().strftime("%Y-%m-%d %H:%M")
    assert output.revision_line(SAVED, KNOWLEDGE) == f"#7     {when}  Ann *x*          Cost: text (a reason)"
    assert list(output.revision_lines(BY_HAND, (), KNOWLEDGE)) == [
        f"#7     {when}  by hand          changed the file: a.yaml, 1 entry",
        "No entry changes, only the text around them in the file.",
        "",
        "a.yaml:5",
        "-old",
        "+new",
        "+lines",
    ]
    assert list(output.revision_lines(SAVED, (), KNOWLEDGE))[1] == "Why: a reason"
