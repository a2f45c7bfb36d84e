"""A conversation in the terminal: what each line leads to, whatever the matcher thinks."""

from dataclasses import replace
from typing import cast

from bot.cli.chat import Conversation
from bot.cli.plain import TextStyle
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Context, Decision, Kind
from bot.matching.matcher import Matcher
from bot.serving.snapshot import Snapshot

CATS = Entry("pets", "cats", "Food for cats", answer="Fish.")
DOGS = Entry("pets", "dogs", "Food for dogs", answer="Bones.")
KNOWLEDGE = KnowledgeBase((Topic("pets", "Pets", entries=(CATS, DOGS)),))
UNSURE = Decision(Kind.SUGGESTIONS, ("pets/dogs", "pets/cats"))


class Script:
    """Decides as it was told, in turn, and remembers what it was asked."""

    def __init__(self, *decisions: Decision) -> None:
        self._decisions = iter(decisions)
        self.asked: list[tuple[str, Context | None]] = []

    def decide(self, text: str, context: Context | None = None) -> Decision:
        self.asked.append((text, context))
        return next(self._decisions)


def conversation(script: Script, knowledge: KnowledgeBase = KNOWLEDGE) -> Conversation:
    return Conversation(Snapshot(knowledge, cast("Matcher", script)), TextStyle(width=0))


def test_a_number_opens_the_suggestion_that_bears_it() -> None:
    talk = conversation(Script(UNSURE))
    assert "  1. Food for dogs\n  2. Food for cats\nType a number" in talk.reply("what do they eat?")
    assert talk.reply("2").startswith("Food for cats\n\nFish.")
    assert talk.reply("1").startswith("Food for dogs\n\nBones.")


def test_a_single_suggestion_is_opened_by_its_number_too() -> None:
    talk = conversation(Script(Decision(Kind.SUGGESTIONS, ("pets/cats",))))
    assert talk.reply("what do they eat?") == "Did you mean Food for cats?\nType 1 to open it."
    assert talk.reply("1").startswith("Food for cats\n\nFish.")


def test_a_number_opens_what_the_topic_falls_back_on() -> None:
    knowledge = KnowledgeBase((replace(KNOWLEDGE.topics[0], fallback="cats"),))
    talk = conversation(Script(Decision(Kind.UNKNOWN)), knowledge)
    assert "Perhaps this helps:\n  1. Food for cats\n" in talk.reply("what is a horse?")
    assert talk.reply("1").startswith("Food for cats\n\nFish.")


def test_a_number_that_is_not_offered_is_a_question() -> None:
    script = Script(UNSURE, UNSURE)
    talk = conversation(script)
    talk.reply("what do they eat?")
    talk.reply("3")
    assert [text for text, _ in script.asked] == ["what do they eat?", "3"]


def test_a_number_is_a_question_where_nothing_was_suggested() -> None:
    script = Script(Decision(Kind.UNKNOWN))
    conversation(script).reply("1")
    assert script.asked == [("1", None)]


def test_a_follow_up_is_asked_in_the_context_of_what_was_answered_or_opened() -> None:
    answer = Decision(Kind.ANSWER, ("pets/cats",), subjects=("kitten",))
    script = Script(answer, UNSURE, Decision(Kind.UNKNOWN))
    talk = conversation(script)
    for line in ("and cats?", "what else?", "1", "how much?"):
        talk.reply(line)
    assert script.asked == [
        ("and cats?", None),
        ("what else?", Context(("pets/cats",), ("kitten",))),
        ("how much?", Context(("pets/dogs",))),
    ]


def test_why_explains_the_last_question_in_its_context() -> None:
    snapshot = Snapshot(KNOWLEDGE, Matcher.build(KNOWLEDGE))
    talk = Conversation(snapshot, TextStyle(width=0))
    talk.reply("fish for cats?")
    talk.reply("/list")
    said = talk.reply("/why")
    assert said.startswith('I would answer with "Food for cats" (score 1.00')
    assert 'What spoke for Food for cats\n  "' in said
    assert "What would change it\n  Teaching this question to another entry" in said


def test_commands_are_no_questions() -> None:
    script = Script()
    talk = conversation(script)
    assert talk.reply("/list") == "Pets\n  Food for cats\n  Food for dogs"
    assert "ask something first" in talk.reply("/why")
    assert "/quit" in talk.reply("/help")
    assert script.asked == []
