"""Knowledge bases with next to nothing in them: their own is answered, the rest is not."""

import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.decision import Context, Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN, base, phrases_of, plain

UNRELATED = ["who won the match last night", "Kafka vs RabbitMQ", "my cat is ill", "zzzz", "42", "机器学习"]

NOTHING = [KnowledgeBase(), KnowledgeBase((Topic("bare", "Bare"),))]


@pytest.mark.parametrize("knowledge", NOTHING, ids=["no topic", "no entry"])
@pytest.mark.parametrize("text", ["", "hi", "what is devops", "cost and security?", "x" * 4000])
def test_nothing_is_known_where_nothing_is_written(knowledge: KnowledgeBase, text: str) -> None:
    matcher = Matcher.build(knowledge)
    decision = matcher.decide(text, Context(("gone/entry",)))
    assert (decision.kind, decision.entries, decision.candidates) == (Kind.UNKNOWN, (), ())
    assert matcher.rank(text) == ()
    assert matcher.suggest(text) == []


ONE = base(plain("house", "opening-hours", "Opening hours", "When does the house open?"))
TWO_TOPICS = base(
    plain("house", "opening-hours", "Opening hours", "When does the house open?"),
    plain("garden", "parking", "Parking", "Where can I leave my car?"),
)
TITLES = base(
    *(
        plain("shop", f"e{number}", title)
        for number, title in enumerate(
            ["Delivery", "Returns and refunds", "Gift cards", "Lost property", "Opening hours", "Payment methods"]
        )
    )
)
TITLE_ONLY = base(plain("shop", "delivery", "Delivery"))
SIDES_ONLY = KnowledgeBase((Topic("pets", "Pets", entries=(Entry("pets", "food", "Food", both="They eat."),)),))
TINY = {
    "one entry": ONE,
    "two topics": TWO_TOPICS,
    "titles": TITLES,
    "one title": TITLE_ONLY,
    "no subjects": SIDES_ONLY,
    "garden": GARDEN,
}
OWN = [(name, entry.key, phrase) for name, known in TINY.items() for entry in known for phrase in phrases_of(entry)]


@pytest.mark.parametrize(("name", "key", "phrase"), OWN)
def test_own_titles_and_questions_are_answered(name: str, key: str, phrase: str) -> None:
    decision = Matcher.build(TINY[name]).decide(phrase)
    assert (decision.kind, decision.entries) == (Kind.ANSWER, (key,))


@pytest.mark.parametrize("name", [name for name in TINY if name != "two topics"])
def test_unrelated_text_is_not(name: str) -> None:
    matcher = Matcher.build(TINY[name])
    for decision in matcher.decide_many(UNRELATED):
        assert decision.kind is Kind.UNKNOWN


VARIANTS = [
    ("one entry", "what are the opening hours?", "house/opening-hours"),
    ("one entry", "openning hours", "house/opening-hours"),
    ("one entry", "when does the house open on monday?", "house/opening-hours"),
    ("two topics", "where to leave the car", "garden/parking"),
    ("two topics", "parkng", "garden/parking"),
    ("titles", "returns", "shop/e1"),
    ("titles", "gift card", "shop/e2"),
    ("titles", "giftcards", "shop/e2"),
    ("titles", "tell me about delivery", "shop/e0"),
    ("titles", "what payment methods are there?", "shop/e5"),
    ("garden", "how often should the garden be watered?", "garden/watering"),
    ("garden", "irigation of pots", "garden/watering"),
]


@pytest.mark.parametrize(("name", "text", "key"), VARIANTS)
def test_near_variants_are_at_least_suggested_first(name: str, text: str, key: str) -> None:
    decision = Matcher.build(TINY[name]).decide(text)
    assert decision.kind is not Kind.UNKNOWN
    assert decision.entries[0] == key


HALF_KNOWN = [
    (ConfidenceLevel.CAREFUL, Kind.UNKNOWN, ()),
    (ConfidenceLevel.BALANCED, Kind.SUGGESTIONS, ("garden/watering",)),
    (ConfidenceLevel.HELPFUL, Kind.SUGGESTIONS, ("garden/watering",)),
]


@pytest.mark.parametrize(("level", "kind", "entries"), HALF_KNOWN)
def test_what_is_half_known_is_suggested_by_all_but_a_careful_bot(
    level: ConfidenceLevel, kind: Kind, entries: tuple[str, ...]
) -> None:
    """Nothing in the garden tells of beetles or sleep: the nearest comes first, and the level decides what is said."""
    for text in ("how often do beetles drink water?", "how often do beetles sleep?"):
        decision = Matcher.build(GARDEN, level).decide(text)
        assert decision.candidates[0].entry == "garden/watering"
        assert (decision.kind, decision.entries) == (kind, entries)


BESIDE = [
    "is the water safe for swimming?",
    "where do sailors buy frost protection",
    "who won the seeds tournament final",
]


@pytest.mark.parametrize("text", BESIDE)
def test_one_known_word_among_others_is_not_answered(text: str) -> None:
    assert Matcher.build(GARDEN).decide(text).kind is not Kind.ANSWER


ALLOTMENT = base(
    plain("allotment", "bees", "Beehives"),
    plain("allotment", "dues", "Annual dues", aliases=("standing order",)),
    plain("allotment", "lease", "Ending your lease", "How do I give up my plot?"),
    plain("allotment", "cabin", "Sheds and greenhouses", aliases=("polytunnel", "shed")),
    plain("allotment", "shop", "Buying seeds together", aliases=("bulk buying", "seed potatoes")),
    plain("allotment", "water", "Taps and hoses"),
    plain("allotment", "visitors", "Visitors and dogs", "May I bring my dog?"),
)
ALLOTMENT_MATCHER = Matcher.build(ALLOTMENT)
ASK_FOR_SOMETHING_ELSE = [
    "how do i treat beehives against varroa mites", "who painted the famous beehives", "lease of a photocopier",
    "mortgage dues", "lease a convertible", "which bank invented the standing order",
    "is a polytunnel stronger than scaffolding", "who sells the cheapest polytunnel in scotland",
    "what recipe uses seed potatoes", "seed potatoes or dumplings", "vaccination for dogs", "garden hoses lawsuit",
    "which of the two beehives won the lottery", "are both dogs vegetarian",
]  # fmt: skip
ASK_FOR_THE_ENTRY = [
    ("are beehives allowed", "bees"), ("beehives?", "bees"), ("what are the annual dues", "dues"),
    ("can i pay by standing order", "dues"), ("standing order", "dues"), ("may i put up a polytunnel", "cabin"),
    ("do you have seed potatoes", "shop"), ("how do we do bulk buying", "shop"), ("are dogs ok", "visitors"),
    ("how do i give up my plot to Hildegard Wumme", "lease"), ("may i bring my dog Zottel, a Borzoi", "visitors"),
    ("how do i end my lease, plot 4711 of Quirin Xaver", "lease"),
]  # fmt: skip


@pytest.mark.parametrize("text", ASK_FOR_SOMETHING_ELSE)
def test_a_short_name_among_what_is_foreign_is_not_answered(text: str) -> None:
    assert ALLOTMENT_MATCHER.decide(text).kind is not Kind.ANSWER


@pytest.mark.parametrize(("text", "entry"), ASK_FOR_THE_ENTRY)
def test_a_short_name_alone_or_beside_unknown_names_is_answered(text: str, entry: str) -> None:
    decision = ALLOTMENT_MATCHER.decide(text)
    assert (decision.kind, decision.entries) == (Kind.ANSWER, (f"allotment/{entry}",))


@pytest.mark.parametrize("level", ConfidenceLevel)
def test_own_titles_are_answered_however_cautious(level: ConfidenceLevel) -> None:
    for knowledge in (GARDEN, ONE, TITLES):
        matcher = Matcher.build(knowledge, level)
        for entry in knowledge:
            assert matcher.decide(entry.title).entries == (entry.key,)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("how do i quit?", "quit"),
        ("can i quit quite late", "quit"),
        ("the basics please", "basics"),
        ("basic", "basics"),
    ],
)
def test_words_that_share_a_stem_with_a_filler_tell_something(text: str, entry: str) -> None:
    matcher = Matcher.build(base(plain("club", "quit", "Quitting"), plain("club", "basics", "Knitting basics")))
    assert matcher.decide(text).entries == (f"club/{entry}",)


def test_titles_that_are_only_function_words_can_be_found() -> None:
    matcher = Matcher.build(base(plain("abc", "about", "About"), plain("abc", "why", "Why not?")))
    assert matcher.rank("about")[0].entry == "abc/about"
    assert matcher.rank("why not")[0].entry == "abc/why"


def test_a_title_without_letters_harms_nothing() -> None:
    matcher = Matcher.build(base(plain("abc", "marks", "???"), plain("abc", "tea", "Tea")))
    assert matcher.decide("tea").entries == ("abc/tea",)
    assert matcher.decide("???").kind is Kind.UNKNOWN


FAR = ["when is the solar eclipse this year", "which wood is best for a violin", "how tall is the eiffel tower",
       "who painted the ceiling of the chapel", "who won the chess final", "why do cats purr", "how do i bake bread",
       "what is the boiling point of mercury", "recommend a thriller from norway", "how far away is the moon",
       "when do swallows fly south", "how is glass made"]  # fmt: skip


def test_titles_alone_suggest_next_to_nothing_to_questions_about_something_else() -> None:
    titles = ("Opening hours", "Lost card", "Change address", "Interest rates", "Exchange rate", "Loan application",
              "Close account", "Tax form", "Foreign transfer", "Overdraft fees", "Cash machine limit", "Cheque book",
              "Direct debit", "Savings plan", "Travel insurance", "Mobile app")  # fmt: skip
    entries = (plain("bank", title.lower().replace(" ", "-"), title) for title in titles)
    decisions = Matcher.build(base(*entries)).decide_many(FAR)
    assert sum(decision.kind is not Kind.UNKNOWN for decision in decisions) <= 1
