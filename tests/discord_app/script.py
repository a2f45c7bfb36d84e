"""What the small Discord knows, and the script by which its matcher decides."""

from collections.abc import Sequence

from bot.knowledge.model import Entry, KnowledgeBase, Link, Source, Subject, Topic
from bot.matching.autocomplete import Completion
from bot.matching.decision import Candidate, Context, Decision, Kind, Reason, SmallTalk

TOPIC = "tea-vs-coffee"
KNOWLEDGE = KnowledgeBase(
    (
        Topic(
            TOPIC,
            "Tea vs coffee",
            (Subject("tea", "Tea"), Subject("coffee", "Coffee")),
            (
                Entry(
                    TOPIC,
                    "caffeine",
                    "Caffeine",
                    questions=("How much caffeine is in it?",),
                    sides={"tea": "Tea has *less*.", "coffee": "Coffee has **more**."},
                    see_also=("price", "shop", "brewing", "origin"),
                ),
                Entry(TOPIC, "price", "Price", sides={"tea": "Tea is cheap.", "coffee": "Coffee is dear."}),
                Entry(
                    TOPIC,
                    "brewing",
                    "Brewing",
                    sides={"tea": "Steep it.", "coffee": "Press it."},
                    both="Both want hot water.",
                ),
                Entry(TOPIC, "origin", "Origin", both="Both come from far away."),
                Entry(
                    TOPIC, "shop", "Shop", answer="There is a shop.", links=(Link("The shop", "https://shop.example"),)
                ),
            ),
            Source("The Book"),
            fallback="shop",
        ),
    )
)


def key(entry: str) -> str:
    """The key of an entry of ``KNOWLEDGE``."""
    return f"{TOPIC}/{entry}"


def answer(*entries: str, subjects: Sequence[str] = (), then: Sequence[str] = ()) -> Decision:
    """An answer with these entries, ``then`` being those that came next."""
    keys = tuple(map(key, entries))
    candidates = tuple(Candidate(one, 0.9) for one in (*keys, *map(key, then)))
    return Decision(Kind.ANSWER, keys, candidates, tuple(subjects), Reason(0.9, 0.5))


def suggestions(*entries: str) -> Decision:
    """Suggestions of these entries."""
    keys = tuple(map(key, entries))
    return Decision(Kind.SUGGESTIONS, keys, tuple(Candidate(one, 0.4) for one in keys), (), Reason(0.4, 0.1))


def unknown(*closest: str) -> Decision:
    """Out of scope."""
    return Decision(Kind.UNKNOWN, (), tuple(Candidate(key(one), 0.1) for one in closest), (), Reason(0.1, 0.0))


def foreign(entry: str | None, name: str, subjects: Sequence[str] = ()) -> Decision:
    """A question that names what is not known; ``entry`` is what is known of it."""
    reason = Reason(unknown_names=(name,))
    return Decision(Kind.UNKNOWN, subjects=tuple(subjects), reason=reason, instead=key(entry) if entry else None)


SMALL_TALK = Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.OTHER))
THANKS = Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.THANKS))
LIST = Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.LIST))
SCRIPT = {
    "how much caffeine?": answer("caffeine", then=("price", "shop", "brewing")),
    "caffeine in tea?": answer("caffeine", subjects=("tea",), then=("price",)),
    "caffeine and price?": answer("caffeine", "price"),
    "what does it cost?": answer("price"),
    "where is the shop?": answer("shop"),
    "hot water?": answer("brewing"),
    "far away?": answer("origin"),
    "which is nicer?": suggestions("caffeine", "price"),
    "which is best of all?": suggestions("caffeine", "price", "brewing", "origin", "shop"),
    "rabbits?": unknown(),
    "where can i buy it?": suggestions("shop", "price"),
    "is it like wine?": unknown("brewing", "price"),
    "caffeine in tea vs **mate**?": foreign("caffeine", "**mate**", subjects=("tea",)),
    "tea or mate?": foreign(None, "mate"),
    "hello": SMALL_TALK,
    "thanks!": THANKS,
    "what can you do?": LIST,
    "tea or coffee?": Decision(Kind.UNKNOWN, reason=Reason(small_talk=SmallTalk.LIST, topic=TOPIC)),
    "": SMALL_TALK,
}


class ScriptedMatcher:
    """Decides as the script says, so that these tests show the bot's manners, whatever the matcher learns."""

    encoder = None

    def __init__(self) -> None:
        self.script = dict(SCRIPT)
        self.contexts: list[Context | None] = []

    def decide(self, text: str, context: Context | None = None) -> Decision:
        """The script's decision; what is not in it is unknown, and "and the other?" follows up."""
        self.contexts.append(context)
        if text == "and the other?" and context is not None:
            return Decision(Kind.ANSWER, context.entries, (), ("coffee",), Reason(0.9, 0.5))
        return self.script.get(text, unknown())

    def updated(self, _knowledge: KnowledgeBase) -> "ScriptedMatcher":
        """The same script, whatever changes."""
        return self

    def suggest(self, prefix: str, limit: int = 25) -> list[Completion]:
        """The titles and questions that contain what was typed."""
        found = [Completion(one.key, text) for one in KNOWLEDGE for text in (one.title, *one.questions)]
        return [one for one in found if prefix.lower() in one.text.lower()][:limit]
