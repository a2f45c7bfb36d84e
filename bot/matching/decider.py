"""From scores to a decision: answer, suggest, or say that the answer is not known."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.decision import Candidate, Context, Decision, Kind, Reason, SmallTalk
from bot.matching.foreign import Foreign, ForeignNames
from bot.matching.index import Index, RankedEntry, Scored
from bot.matching.language.normalize import normalise
from bot.matching.language.phrases import phrases_of
from bot.matching.language.segments import clauses, enumerated, passages
from bot.matching.language.small_talk import Form, form_of, is_held_by, kind_of
from bot.matching.overview import Bare, OverviewFinder
from bot.matching.readings import Reading, Readings
from bot.matching.short_names import ShortNames
from bot.matching.sides import (
    asked_sides,
    has_topic,
    inherited_subjects,
    is_empty,
    named_subjects,
    same_entries_other_side,
)

_CANDIDATES: Final = 5
"""The most entries that are weighed for a question, and so the most that are suggested."""
_ANSWERS: Final = 3
"""The most entries that answer one question, which asked for several."""
_CLEAR: Final = 0.9
"""The probability from which a long message is not looked at by parts."""
_DIVIDED: Final = 0.2
"""The score from which an entry may be one of several that are asked for."""
_CLOSE: Final = 0.25
"""The share of the best candidate's probability from which another is worth suggesting beside it."""
_ITSELF: Final = 0.5
"""The share of what makes candidates worth suggesting that the best must have by itself: many poor ones are none."""
_MISSED: Final = 0.1
"""What is left of a probability where the question names what is not known."""
_IN_REACH: Final = 0.005
"""The share of the best candidate's probability from which another may fit as well by its words."""
_EARNED: Final = 0.12
"""The probability from which an entry that only hands out links is worth suggesting."""


class Decider:
    """Turns the probabilities of the entries into a decision."""

    def __init__(self, knowledge: KnowledgeBase, index: Index, level: ConfidenceLevel) -> None:
        """Take the ``index`` of ``knowledge``; ``level`` sets the thresholds."""
        self._knowledge = knowledge
        self._index = index
        self._language = index.language
        self._level = level
        self._foreign = ForeignNames(knowledge, index.corrector, index.language)
        self._readings = Readings(index.corpus.lexicon)
        self._short_names = ShortNames(index.corpus.lexicon)
        self._overview = OverviewFinder(knowledge, index.corpus.lexicon)

    def decide(self, text: str, context: Context | None) -> Decision:
        """Decide one question."""
        typed, text = text, normalise(text)
        words = self._language.words_of(text)
        form = form_of(words)
        if form is not None:
            return self._small_talk(words, form)
        asked = self._index.framing.without(words)
        scored = self._index.score(asked)
        foreign = self._foreign.find(asked, scored.parsed, follows_up=bool(context and context.entries))
        if foreign and (unknown := self._with_unknown_names(foreign, typed)):
            return unknown
        if context:
            continued = self._continued(scored, context)
            if continued:
                return continued
        if bare := self._overview.asked(scored.parsed.tokens):
            return self._overviewed(bare, scored, context)
        if is_empty(scored.parsed.tokens):
            return self._without_content(scored)
        decision = self._enumeration(text, scored) or self._single(text, scored)
        if decision.kind is not Kind.ANSWER and (defined := self._defined_within(text, scored)):
            decision = defined
        return self._in_context(decision, scored, context) if context else decision

    def _small_talk(self, words: Sequence[str], form: Form) -> Decision:
        """Small talk asks for nothing, unless the entry likeliest meant has a question that says the same."""
        decision = self._decision(self._index.score(words))
        if decision.kind is not Kind.UNKNOWN and is_held_by(self._entry(decision.candidates[0].entry), words, form):
            return decision
        return _unasked(decision, kind_of(words))

    def _with_unknown_names(self, foreign: Foreign, typed: str) -> Decision | None:
        """Not known; what is asked besides may be answered for the subjects that are.

        ``None`` where no subject is named, and what is asked has nothing to do with them.
        """
        rest = self._index.score(foreign.rest)
        tokens = rest.parsed.tokens
        bare = [replace(one, subjects=named_subjects(tokens, one.topic or "")) for one in self._overview.asked(tokens)]
        known = self._overviewed(bare, rest, None) if bare else self._decision(rest)
        names = tuple(_as_typed(name, typed) for name in foreign.names)
        reason = Reason(known.reason.score * _MISSED, known.reason.margin * _MISSED, unknown_names=names)
        candidates = tuple(Candidate(one.entry, one.score * _MISSED) for one in known.candidates)
        instead = known.entries[0] if known.kind is Kind.ANSWER else None
        if instead and not (bare or self._entry(instead).sides or any(token.subjects for token in tokens)):
            return None
        sides = asked_sides(tokens, self._entry(instead)) if instead else ()
        return Decision(Kind.UNKNOWN, (), candidates, sides, reason, instead)

    def _overviewed(self, asked: Sequence[Bare], scored: Scored, context: Context | None) -> Decision:
        """What says how the subjects compare, or what one is; the list of their topic where no entry does."""
        exact = self._decision(scored)
        if exact.kind is not Kind.UNKNOWN and self._is_asked_word_for_word(exact.candidates[0].entry, scored):
            return exact
        entry = self._knowledge.find(context.entries[0]) if context and context.entries else None
        names_none = not any(token.subjects for token in scored.parsed.tokens)
        if names_none and entry is not None and entry.sides:
            return _certain(entry)
        for bare in asked:
            if keys := self._overview.entries(bare):
                first = self._entry(keys[0])
                sides = asked_sides(scored.parsed.tokens, first) if len(keys) == 1 else ()
                return replace(_certain(*map(self._entry, keys[:_ANSWERS])), subjects=sides)
        return Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.LIST, topic=asked[0].topic))

    def _defined_within(self, text: str, scored: Scored) -> Decision | None:
        """What a subject is, where one clause of a message asks for nothing else; ``None`` where none does."""
        if not any(token.subjects for token in scored.parsed.tokens):
            return None
        for words in clauses(text, self._language):
            tokens = self._index.corpus.lexicon.tokens(self._index.framing.without(words))
            for bare in self._overview.asked(tokens):
                if len(bare.subjects) == 1 and (keys := self._overview.entries(bare)):
                    return _certain(*map(self._entry, keys))
        return None

    def _without_content(self, scored: Scored) -> Decision:
        """Words that only frame a question ask for nothing, unless an entry has just these as a question.

        A number by itself may be one that an entry is about.
        """
        decision, words = self._decision(scored), [token.word for token in scored.parsed.tokens]
        if decision.kind is not Kind.UNKNOWN and self._is_asked_word_for_word(decision.candidates[0].entry, scored):
            return decision
        if decision.kind is not Kind.UNKNOWN and any(
            word.isdecimal() and self._index.corrector.knows(word) for word in words
        ):
            return replace(decision, kind=Kind.SUGGESTIONS, entries=self._worth_suggesting(decision.candidates))
        mended = form_of(words)
        return _unasked(decision, kind_of(words) if mended else SmallTalk.OTHER)

    def _is_asked_word_for_word(self, key: str, scored: Scored) -> bool:
        """Whether a name or question of the entry has the very words of the question, in whatever order."""
        asked = sorted(scored.parsed.order)
        names = (
            self._language.words_of(normalise(phrase.text)) for phrase in phrases_of(self._entry(key)) if phrase.is_name
        )
        lexicon = self._index.corpus.lexicon
        return any(sorted(token.stem for token in lexicon.tokens(words)) == asked for words in names)

    def ranked(self, scored: Scored, limit: int = _CANDIDATES) -> tuple[Candidate, ...]:
        """The entries most likely meant and their probabilities."""
        return tuple(Candidate(found.entry.key, found.probability) for found in self._index.best(scored, limit))

    def _single(self, text: str, scored: Scored) -> Decision:
        """The decision about the whole message, or about the passage of it that is clearest."""
        whole = best = self._decision(scored)
        if whole.reason.score >= _CLEAR:
            return whole
        plausible = {candidate.entry for candidate in whole.candidates[:2]}
        for words in passages(text, len(scored.parsed.typed), self._language):
            part = self._decision(self._index.score(self._index.framing.without(words)))
            if part.reason.score > best.reason.score and part.candidates[0].entry in plausible:
                best = part
        if best is whole or best.kind is not Kind.ANSWER:
            return best
        return replace(best, subjects=asked_sides(scored.parsed.tokens, self._entry(best.entries[0])))

    def _decision(self, scored: Scored) -> Decision:
        found = self._index.best(scored)
        if not found:
            return Decision(Kind.UNKNOWN)
        candidates = tuple(Candidate(chance.entry.key, chance.probability) for chance in found)
        best = candidates[0]
        runner_up = candidates[1] if len(candidates) > 1 else None
        margin = best.score - runner_up.score if runner_up else best.score
        phrase, words = self._index.deciding_phrase(found[0].number, scored)
        reason = Reason(best.score, margin, phrase, words, runner_up.entry if runner_up else None)
        if best.score >= self._level.answer_at:
            if doubtful := self._doubtful(_in_reach(found), scored):
                return Decision(Kind.SUGGESTIONS, doubtful, candidates, (), reason)
            sides = asked_sides(scored.parsed.tokens, found[0].entry)
            return Decision(Kind.ANSWER, (best.entry,), candidates, sides, reason)
        unknown = Decision(Kind.UNKNOWN, (), candidates, (), reason)
        least = self._level.suggest_at
        if unknown.answerable >= least and best.score >= _ITSELF * least:
            equal = self._as_fitting(_in_reach(found), self._readings.of_question(scored.parsed))
            offered = tuple(dict.fromkeys((*equal, *self._worth_suggesting(candidates))))
        else:
            has_all = self._index.having_all(scored, [chance.number for chance in found])
            offered = tuple(
                chance.entry.key
                for chance in found
                if chance.number in has_all and (chance.probability >= _EARNED or not chance.entry.is_resource)
            )
        return Decision(Kind.SUGGESTIONS, offered, candidates, (), reason) if offered else unknown

    def _doubtful(self, found: Sequence[RankedEntry], scored: Scored) -> tuple[str, ...]:
        """What is suggested where the first entry found would be answered, and its words speak against it.

        Either the question denies what it affirms, or has another acronym in the place of its own, or others have the
        same words of the question: then the first is ahead only because it has fewer words besides. None where nothing
        speaks against it.
        """
        question, best = self._readings.of_question(scored.parsed), found[0].entry
        if self._readings.is_opposed(question, best):
            agreeing = [each.entry for each in found[1:] if self._readings.shares_denial(question, each.entry)]
            return tuple(entry.key for entry in (*agreeing, best))
        if self._short_names.are_others(scored.parsed, best):
            return (best.key,)
        return self._as_fitting(found, question)

    def _as_fitting(self, found: Sequence[RankedEntry], question: Reading) -> tuple[str, ...]:
        """The first entry found and those that fit the question as well; none where it stands alone."""
        equal = self._readings.fitting_as_well(question, found) or self._readings.named_by_the_rest(question, found)
        return tuple(entry.key for entry in (found[0].entry, *equal)) if equal else ()

    def _worth_suggesting(self, candidates: Sequence[Candidate]) -> tuple[str, ...]:
        """The candidates close to the best; one that only hands out links must have earned it by itself."""
        least = _CLOSE * candidates[0].score
        return tuple(
            candidate.entry
            for candidate in candidates
            if candidate.score >= (max(least, _EARNED) if self._entry(candidate.entry).is_resource else least)
        )

    def _enumeration(self, text: str, scored: Scored) -> Decision | None:
        """The answer to several questions in one, when each part is clear by itself and the parts differ."""
        parts = enumerated(text, len(scored.parsed.typed), self._language) if self._is_divided(scored) else []
        if not parts:
            return None
        answers: dict[str, Decision] = {}
        for place, words in enumerate(parts, start=1):
            part = self._index.score(self._index.framing.without(words))
            if has_topic(part.parsed.tokens):
                decision = self._decision(part)
                if decision.kind is Kind.ANSWER:
                    answers.setdefault(decision.entries[0], decision)
            if len(answers) + len(parts) - place < 2:
                return None
        whole = [candidate.entry for candidate in self.ranked(scored, len(parts) + 1)]
        answered = [entry for entry in answers if entry in whole]
        if len(answered) < 2 or whole[0] not in answered:
            return None
        entries = tuple(answered[:_ANSWERS])
        candidates = sorted((answers[entry].candidates[0] for entry in entries), key=lambda found: -found.score)
        sides = asked_sides(scored.parsed.tokens, self._entry(entries[0]))
        return Decision(Kind.ANSWER, entries, tuple(candidates), sides, answers[entries[0]].reason)

    def _is_divided(self, scored: Scored) -> bool:
        """Whether more than one entry has a good part of the score, as when two are asked for."""
        return scored.scores.above(_DIVIDED) > 1

    def _continued(self, scored: Scored, context: Context) -> Decision | None:
        tokens = scored.parsed.tokens
        entries = same_entries_other_side(tokens, context, self._knowledge)
        if not entries:
            return None
        return replace(_certain(*entries), subjects=asked_sides(tokens, entries[0]))

    def _in_context(self, decision: Decision, scored: Scored, context: Context) -> Decision:
        if decision.kind is not Kind.ANSWER or decision.subjects:
            return decision
        entry = self._entry(decision.entries[0])
        return replace(decision, subjects=inherited_subjects(scored.parsed.tokens, context, entry))

    def _entry(self, key: str) -> Entry:
        return self._knowledge.entries[key]


def _in_reach(found: Sequence[RankedEntry]) -> list[RankedEntry]:
    """The entries that may be meant as well as the first."""
    least = _IN_REACH * found[0].probability
    return [chance for chance in found if chance.probability >= least]


def _certain(*entries: Entry) -> Decision:
    """The answer with these entries, where words rather than scores decide."""
    keys = tuple(entry.key for entry in entries)
    candidates = tuple(Candidate(key, 1.0) for key in keys)
    return Decision(Kind.ANSWER, keys, candidates, (), Reason(1.0, 1.0, entries[0].title))


def _as_typed(name: str, typed: str) -> str:
    """A normalised name as it stands in what was typed; as it is where it was typed otherwise."""
    place = typed.lower().find(name)
    found = typed[place : place + len(name)] if place >= 0 else name
    return found if found.lower() == name else name


def _unasked(likeliest: Decision, small_talk: SmallTalk) -> Decision:
    """What asks for nothing is not answered; the candidates stay, for those who look why."""
    return Decision(Kind.UNKNOWN, (), likeliest.candidates, (), Reason(small_talk=small_talk))
