"""An explanation in words."""

import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Candidate, Decision, Kind, Reason, SmallTalk
from bot.matching.explanation import Explanation, LeftOut
from bot.matching.matcher import Matcher
from bot.serving.answering import Question
from bot.serving.explaining import Style, explained, explained_from, sections, weight_of
from bot.serving.snapshot import Snapshot

COST = Entry("t", "cost", "Cost", aliases=("price",), questions=("What does it cost?",), answer="It costs a lot.")
SKILLS = Entry("t", "skills", "Skills", questions=("What must I know?",), answer="A lot.")
KNOWLEDGE = KnowledgeBase((Topic("t", "T", entries=(COST, SKILLS)),))
STYLE = Style(lambda key: f"*{KNOWLEDGE.entries[key].title}*", lambda quoted: f"'{quoted}'")


def decided(kind: Kind, *chances: tuple[str, float], answered: tuple[str, ...] = ()) -> Decision:
    candidates = tuple(Candidate(key, chance) for key, chance in chances)
    entries = answered or (tuple(key for key, _ in chances[:1]) if kind is not Kind.UNKNOWN else ())
    runner_up = chances[1][0] if len(chances) > 1 else None
    return Decision(kind, entries, candidates, (), Reason(chances[0][1] if chances else 0.0, runner_up=runner_up))


ANSWERED = decided(Kind.ANSWER, ("t/cost", 0.9), ("t/skills", 0.05))
UNKNOWN = decided(Kind.UNKNOWN, ("t/cost", 0.2), ("t/skills", 0.16))
NOTHING = decided(Kind.UNKNOWN)


def lines(found: Explanation) -> dict[str, tuple[str, ...]]:
    return {one.heading: one.lines for one in sections(found, KNOWLEDGE, STYLE, "by hand")}


def test_words_and_wordings_come_with_what_would_be_said_without_them() -> None:
    less, little = decided(Kind.ANSWER, ("t/cost", 0.6)), decided(Kind.ANSWER, ("t/cost", 0.82))
    words = (LeftOut("how", ANSWERED), LeftOut("little", little), LeftOut("much", less), LeftOut("cost", NOTHING))
    wordings = (LeftOut("price", ANSWERED), LeftOut("What does it cost?", decided(Kind.SUGGESTIONS, ("t/skills", 0.5))))
    taught = decided(Kind.ANSWER, ("t/skills", 0.97))
    found = Explanation(ANSWERED, words, wordings, taught_to="t/skills", taught=taught)
    assert lines(found) == {
        "What spoke for Cost": (
            "'cost': without it I would not know it.",
            "'much' helped much.",
            "'little' helped a little.",
            "Its example question 'What does it cost?' counted most: without it I would suggest *Skills*.",
        ),
        "What spoke against it": ("Nothing.",),
        "What would change it": (
            "Teaching this question to another entry, such as *Skills* (by hand): I would answer with that one.",
        ),
    }


def test_words_that_lower_the_chance_and_a_close_second_speak_against() -> None:
    words = (
        LeftOut("Berlin", ANSWERED),
        LeftOut("cheap", decided(Kind.UNKNOWN, ("t/cost", 0.3))),
        LeftOut("cost", NOTHING),
    )
    found = Explanation(
        UNKNOWN,
        words,
        (LeftOut("Cost", decided(Kind.UNKNOWN, ("t/cost", 0.19))),),
        unknown=("berlin", "paris"),
        missing=("cheap", "often"),
        taught_to="t/cost",
        taught=UNKNOWN,
    )
    assert lines(found) == {
        "What spoke for Cost": (
            "'cost' helped a little.",
            "No single wording: several say much the same. The nearest is its title 'Cost'.",
        ),
        "What spoke against it": (
            "'Berlin': no entry has it; without it I would answer with *Cost*.",
            "'cheap': only other entries have it; without it *Cost* would be closer.",
            "No entry has 'paris'.",
            "Only other entries have 'often'.",
            "*Skills* (close) comes next.",
        ),
        "What would change it": ("Teaching this question to *Cost* is not enough: I would not know it.",),
    }


@pytest.mark.parametrize(
    ("best", "second", "said"),
    [(0.2, 0.1, "Nothing."), (0.1, 0.06, "*Skills* (far) comes next."), (0.1, 0.02, "Nothing.")],
)
def test_what_is_far_speaks_against_nothing_that_is_close(best: float, second: float, said: str) -> None:
    found = Explanation(decided(Kind.UNKNOWN, ("t/cost", best), ("t/skills", second)))
    assert lines(found)["What spoke against it"] == (said,)


def test_where_no_word_decides_that_is_said_and_where_nothing_is_near_as_well() -> None:
    same = Explanation(ANSWERED, (LeftOut("a", ANSWERED), LeftOut("b", ANSWERED)))
    assert lines(same)["What spoke for Cost"] == ("No single word: without any one of them I would say the same.",)
    exact = Explanation(ANSWERED, wordings=(LeftOut("price", ANSWERED), LeftOut("Cost", NOTHING)), is_exact=True)
    assert lines(exact)["What spoke for Cost"][1] == "Its other name 'price' is the question word for word."
    far = decided(Kind.UNKNOWN, ("t/cost", 0.01))
    taught = decided(Kind.ANSWER, ("t/cost", 0.97))
    assert lines(Explanation(far, (LeftOut("a", far),), taught_to="t/cost", taught=taught)) == {
        "What spoke against it": ("Nothing.",),
        "What would change it": (
            "A new entry: nothing I know comes near.",
            "Teaching this question to *Cost* (by hand): I would answer with it.",
        ),
    }


def test_of_several_entries_answered_each_has_its_words() -> None:
    both = decided(Kind.ANSWER, ("t/cost", 0.9), ("t/skills", 0.8), answered=("t/cost", "t/skills"))
    one, other = decided(Kind.ANSWER, ("t/cost", 0.99)), decided(Kind.ANSWER, ("t/skills", 0.95))
    found = lines(Explanation(both, (LeftOut("skills", one), LeftOut("cost", other)), missing=("skills",)))
    assert found == {
        "What spoke for Cost": ("'cost': without it I would answer with *Skills*.",),
        "What spoke for Skills": ("'skills': without it I would answer with *Cost*.",),
        "What spoke against it": ("Nothing.",),
    }


@pytest.mark.parametrize("found", [NOTHING, Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.OTHER))])
def test_what_was_not_weighed_has_no_reasons(found: Decision) -> None:
    assert lines(Explanation(found)) == {}


def test_another_process_explains_it_from_what_it_has() -> None:
    base = Snapshot(KNOWLEDGE, Matcher.build(KNOWLEDGE))
    here = base.updated(KnowledgeBase((Topic("t", "T", entries=(COST,)),)))
    question = Question("what does it cost")
    assert explained_from(base, KNOWLEDGE, question) == explained(base, question)
    assert explained_from(base, here.knowledge, question) == explained(here, question)
    assert weight_of(KNOWLEDGE) > weight_of(here.knowledge) > 0
