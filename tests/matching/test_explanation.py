"""An explanation is faithful: what it names is what changes the decision when it is really left out."""

from dataclasses import replace

import pytest

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching import explanation
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.decision import Context, Decision, Kind
from bot.matching.explanation import INDEXES, MOST_NAMES, MOST_SENTENCES, MOST_WORDS, SECONDS, LeftOut, chance_of
from bot.matching.index import Index
from bot.matching.matcher import Matcher
from bot.matching.ranking import scorer

QUESTIONS = (
    "how does cost differ",
    "who watches the models in production",
    "team size",
    "is training costly",
    "certificate price",
    "how hard is it to learn",
    "salary of an engineer",
)


def with_entry(knowledge: KnowledgeBase, entry: Entry) -> KnowledgeBase:
    """The knowledge base with another entry in the place of the one of its key."""
    topics = [
        replace(topic, entries=tuple(entry if one.key == entry.key else one for one in topic.entries))
        for topic in knowledge.topics
    ]
    return replace(knowledge, topics=tuple(topics))


def lowest(decisions: dict[str, Decision], entry: str) -> str:
    """What, when it is left out, leaves the entry with the lowest probability."""
    return min(decisions, key=lambda one: chance_of(decisions[one], entry))


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_the_word_named_first_the_chance_changes_most(few_matcher: Matcher, question: str) -> None:
    found = few_matcher.explain(question)
    assert found.decision == few_matcher.decide(question)
    assert found.entry is not None
    words = question.split()
    without = {word: few_matcher.decide(" ".join(one for one in words if one != word)) for word in words}
    named = found.speaking_for(found.entry)
    assert named[0].text == lowest(without, found.entry)
    assert {one.text: one.decision for one in found.words} == without
    for one in named:
        assert chance_of(without[one.text], found.entry) < chance_of(found.decision, found.entry)
    for one in found.speaking_against(found.entry):
        lowered = chance_of(without[one.text], found.entry) > chance_of(found.decision, found.entry)
        assert lowered or one.text in found.unknown


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_the_wording_named_first_the_chance_changes_most(
    few: KnowledgeBase, few_matcher: Matcher, question: str
) -> None:
    """Among all that the entry is called and asked by."""
    found = few_matcher.explain(question)
    assert found.entry is not None
    entry = few.entries[found.entry]
    removed = {
        entry.title: replace(entry, title=""),
        **{one: replace(entry, aliases=tuple(x for x in entry.aliases if x != one)) for one in entry.aliases},
        **{one: replace(entry, questions=tuple(x for x in entry.questions if x != one)) for one in entry.questions},
    }
    without = {one: few_matcher.updated(with_entry(few, left)).decide(question) for one, left in removed.items()}
    names, sentences = found.wordings[: len(without)], found.wordings[len(without) :]
    assert {one.text: one.decision for one in names} == without
    assert len(names) <= MOST_NAMES
    assert 0 < len(sentences) <= MOST_SENTENCES
    named = [one for one in found.by_wording(found.entry) if one.text in without]
    if named:
        assert named[0].text == lowest(without, found.entry)


def test_a_question_that_an_entry_has_word_for_word_is_said_to_be_so(few: KnowledgeBase, few_matcher: Matcher) -> None:
    entry = few.entries["mlops-vs-devops/cost"]
    found = few_matcher.explain(entry.questions[0].upper())
    assert (found.is_exact, found.wordings[0].text) == (True, entry.questions[0])
    assert not few_matcher.explain("how does cost differ").is_exact


def test_the_frame_of_a_question_decides_nothing(matcher: Matcher) -> None:
    found = matcher.explain("How does cost differ?")
    assert [word.text for word in found.speaking_for("mlops-vs-devops/cost")] == ["cost"]
    assert found.speaking_against("mlops-vs-devops/cost") == []


def test_words_that_nobody_explains_speak_against(matcher: Matcher) -> None:
    found = matcher.explain("is kubernetes cheaper in mlops than terraform?")
    assert found.entry is not None
    assert (found.decision.kind, found.unknown) == (Kind.UNKNOWN, ("terraform",))
    first = found.speaking_against(found.entry)[0]
    assert (first.text, first.decision.kind, first.changes(found)) == ("terraform", Kind.ANSWER, True)
    assert [word.text for word in found.words if word.changes(found)] == ["than", "terraform"]
    team = matcher.explain("team size")
    assert team.missing == ("size",)
    assert [word.text for word in team.speaking_against(team.decision.entries[0])] == ["size"]


def test_what_teaching_it_would_do_is_tried(few: KnowledgeBase, few_matcher: Matcher) -> None:
    """To the entry that comes closest, or to another than the one answered."""
    for question in ("team size", "how does cost differ"):
        found = few_matcher.explain(question)
        assert found.taught_to is not None
        assert found.taught_to not in found.decision.entries or found.decision.kind is not Kind.ANSWER
        entry = few.entries[found.taught_to]
        taught = with_entry(few, replace(entry, questions=(*entry.questions, question)))
        assert found.taught is not None
        assert found.taught == few_matcher.updated(taught).decide(question)
        assert found.taught.entries == (found.taught_to,)


def test_a_word_is_left_out_wherever_it_stands_and_its_marks_stay(few_matcher: Matcher) -> None:
    decided: list[str] = []

    class Heard(explanation.Decider):
        def decide(self, text: str, context: Context | None) -> Decision:
            decided.append(text)
            return super().decide(text, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(explanation, "Decider", Heard)
        found = few_matcher.explain("“Cost”, cost?! And  security…\n(cost)")
    assert [word.text for word in found.words] == ["Cost", "And", "security"]
    assert {"“”, ?! And  security…\n()", "“Cost”, cost?!   security…\n(cost)"} <= set(decided)


def test_small_talk_has_no_reasons(few_matcher: Matcher) -> None:
    found = few_matcher.explain("hello")
    assert (found.words, found.wordings, found.taught) == ((), (), None)
    assert Matcher.build(KnowledgeBase()).explain("what does it cost?").entry is None


def test_a_follow_up_is_explained_in_its_context(few_matcher: Matcher) -> None:
    context = Context(("mlops-vs-devops/cost",), ())
    found = few_matcher.explain("and DevOps?", context)
    assert found.decision == few_matcher.decide("and DevOps?", context)
    assert found.decision.entries == ("mlops-vs-devops/cost",)


def test_the_work_is_bounded(few: KnowledgeBase, few_matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the question is: telling words first, and one index for each of a few wordings."""
    built: list[KnowledgeBase] = []
    updated = Index.updated

    def counted(self: Index, knowledge: KnowledgeBase) -> Index:
        built.append(knowledge)
        return updated(self, knowledge)

    monkeypatch.setattr(Index, "updated", counted)
    words = ("the a of in to it is", *(f"word{number}" for number in range(100)), "monitoring costs")
    found = few_matcher.explain(" ".join(words))
    assert len(found.words) == MOST_WORDS
    assert "the" not in [word.text for word in found.words]
    assert 0 < len(built) <= INDEXES


def test_no_index_is_begun_when_the_time_is_up(few: KnowledgeBase) -> None:
    """What was tried until then is told; words need no index."""
    ticks = iter(range(100))
    found = explanation.explain(few, Index.of(few), ConfidenceLevel.BALANCED, "team size", clock=lambda: next(ticks))
    assert len(found.wordings) == SECONDS - 1
    assert (len(found.words), found.taught is not None) == (2, True)


def test_a_large_knowledge_base_is_explained_too(few: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the phrases of one entry are exchanged, and only those near the question are compared."""
    monkeypatch.setattr(scorer, "ALL_UP_TO", 0)
    monkeypatch.setattr("bot.matching.index.ALL_UP_TO", 0)
    found = Matcher.build(few).explain("how does cost differ")
    assert next(word.text for word in found.speaking_for("mlops-vs-devops/cost")) == "cost"
    assert found.wordings


def test_what_changes_nothing_is_not_named() -> None:
    decision = Decision(Kind.ANSWER, ("t/a",), ())
    same = LeftOut("word", decision)
    found = explanation.Explanation(decision, words=(same,))
    assert (same.raised(found, "t/a"), same.changes(found), found.speaking_for("t/a")) == (0, False, [])
