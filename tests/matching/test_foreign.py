"""A name that is compared with a subject, or stands in one's place, and that nobody told the bot about."""

import pytest

from bot.knowledge.model import Entry, KnowledgeBase, Subject, Topic
from bot.matching.decision import Context, Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import base, plain

OPS = KnowledgeBase(
    (
        Topic(
            "ops",
            "MLOps vs DevOps",
            (Subject("mlops", "MLOps", ("ml ops", "machine learning operations")), Subject("devops", "DevOps")),
            (
                Entry("ops", "monitoring", "Monitoring", ("logging",),
                      ("How does monitoring differ?", "What does DevOps monitor?"),
                      {"mlops": "Models.", "devops": "Servers."}),
                Entry("ops", "cost", "Cost", ("price",), ("How much does it cost?", "Which one is cheaper?"),
                      {"mlops": "Much.", "devops": "Less."}),
                Entry("ops", "tools", "Tools", ("docker", "kubernetes"), ("Which tools does DevOps use?",),
                      {"mlops": "MLflow.", "devops": "Jenkins on Google Cloud."}),
                Entry("ops", "mlops", "What is MLOps?", answer="Machine learning, run."),
                Entry("ops", "devops", "What is DevOps?", answer="Software, run."),
                Entry("ops", "salary", "Salary", (), ("How much do people earn?",), both="Enough."),
            ),
        ),
    )
)  # fmt: skip
LANGUAGES = KnowledgeBase(
    (
        Topic(
            "languages",
            "Rust vs Go",
            (Subject("rust", "Rust"), Subject("go", "Go", ("golang",))),
            (
                Entry("languages", "speed", "Speed", (), ("Which one is faster?", "How fast is Rust?"),
                      {"rust": "Fast.", "go": "Fast too."}),
                Entry("languages", "memory", "Memory", (), ("How is memory managed?",),
                      {"rust": "Owned.", "go": "Collected."}),
            ),
        ),
    )
)  # fmt: skip
PETS = KnowledgeBase(
    (
        Topic(
            "pets",
            "Cats vs dogs",
            (Subject("cats", "Cats"), Subject("dogs", "Dogs")),
            (
                Entry("pets", "food", "Food", (), ("What do cats eat?", "Which food do dogs need?"),
                      {"cats": "Fish.", "dogs": "Bones."}),
                Entry("pets", "sleep", "Sleep", (), ("How long do they sleep?",), {"cats": "Long.", "dogs": "Less."}),
            ),
        ),
    )
)  # fmt: skip
MATCHERS = {"ops": Matcher.build(OPS), "languages": Matcher.build(LANGUAGES), "pets": Matcher.build(PETS)}

UNKNOWN = [
    ("ops", "devops vs sre", ("sre",), "devops", ()),
    ("ops", "DevOps vs. SRE?", ("SRE",), "devops", ()),
    ("ops", "how does monitoring differ between mlops and dataops", ("dataops",), "monitoring", ("mlops",)),
    ("ops", "what does sre monitor", ("sre",), "monitoring", ()),
    ("ops", "cost of mlops vs cost of aiops", ("aiops",), "cost", ("mlops",)),
    ("ops", "SRE or DevOps?", ("SRE",), "devops", ()),
    ("ops", "is aiops cheaper than mlops", ("aiops",), "cost", ("mlops",)),
    ("ops", "how is finops different from devops", ("finops",), "devops", ()),
    ("ops", "difference between MLOps and AIOps", ("AIOps",), "mlops", ()),
    ("ops", "compare mlops with GitOps", ("GitOps",), "mlops", ()),
    ("ops", "mlops compared to llmops", ("llmops",), "mlops", ()),
    ("ops", "devops vs jenkins", ("jenkins",), "devops", ()),
    ("ops", "devops or jenkins?", ("jenkins",), "devops", ()),
    ("ops", "mlops v MLflow", ("MLflow",), "mlops", ()),
    ("ops", "does mlops cost more than jenkins", ("jenkins",), "cost", ("mlops",)),
    ("ops", "monitoring in devops vs mlflow", ("mlflow",), "monitoring", ("devops",)),
    ("ops", "devops instead of itil", ("itil",), "devops", ()),
    ("ops", "monitoring in mlops vs monitoring in dataops", ("dataops",), "monitoring", ("mlops",)),
    ("ops", "mlops monitoring vs dataops monitoring", ("dataops",), "monitoring", ("mlops",)),
    ("ops", "secops vs devops", ("secops",), "devops", ()),
    ("ops", "llmops vs mlops", ("llmops",), "mlops", ()),
    ("ops", "sre vs aiops vs devops", ("sre", "aiops"), "devops", ()),
    ("ops", "devops vs agile", ("agile",), "devops", ()),
    ("ops", "devops vs site reliability engineering", ("site reliability engineering",), "devops", ()),
    ("ops", "machine learning operations vs sre", ("sre",), "mlops", ()),
    ("ops", "which tools does sre use", ("sre",), "tools", ()),
    ("ops", "what does dataops cost", ("dataops",), "cost", ()),
    ("ops", "cost of aiops", ("aiops",), "cost", ()),
    ("ops", "what is sre?", ("sre",), None, ()),
    ("ops", "hi all, quick question: devops vs sre? thanks in advance", ("sre",), "devops", ()),
    ("ops", "devops vs software monitoring", ("software monitoring",), "devops", ()),
    ("ops", "machine tools vs MLOps", ("machine tools",), "mlops", ()),
    ("ops", "how do I switch from sysadm to devops", ("sysadm",), None, ()),
    ("languages", "memory in rust vs memory in kotlin", ("kotlin",), "memory", ("rust",)),
    ("languages", "is zig faster than rust?", ("zig",), "speed", ("rust",)),
    ("languages", "how fast is zig", ("zig",), "speed", ()),
    ("languages", "how is memory managed in zig", ("zig",), "memory", ()),
    ("languages", "Memory in Kotlin", ("Kotlin",), "memory", ()),
    ("languages", "does nim have managed memory", ("nim",), "memory", ()),
    ("languages", "what do you think of zig", ("zig",), None, ()),
    ("ops", "does aiops need monitoring", ("aiops",), "monitoring", ()),
    ("ops", "which monitoring runs on haikuos", ("haikuos",), "monitoring", ()),
    ("languages", "Rust or Python?", ("Python",), None, ()),
    ("languages", "go vs java", ("java",), None, ()),
    ("languages", "golang vs scala", ("scala",), None, ()),
    ("languages", "rust vs zig vs nim", ("zig", "nim"), None, ()),
    ("languages", "how does the speed of go compare to erlang", ("erlang",), "speed", ("go",)),
    ("pets", "cats vs birds", ("birds",), None, ()),
    ("pets", "what food do cats need compared to axolotls?", ("axolotls",), "food", ("cats",)),
    ("pets", "difference between cats and hamsters", ("hamsters",), None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "text", "names", "instead", "sides"), UNKNOWN)
def test_a_name_in_a_subjects_place_is_not_known(
    topic: str, text: str, names: tuple[str, ...], instead: str | None, sides: tuple[str, ...]
) -> None:
    decision = MATCHERS[topic].decide(text)
    assert (decision.kind, decision.entries) == (Kind.UNKNOWN, ())
    assert decision.reason.unknown_names == names
    assert not decision.reason.small_talk
    assert decision.instead == (f"{topic}/{instead}" if instead else None)
    assert decision.subjects == sides


KNOWN = [
    ("ops", "docker vs kubernetes in devops"), ("ops", "how does devops use jenkins"),
    ("ops", "is mlflow or jenkins better"),
    ("ops", "does devops run jenkins or docker"), ("ops", "which tools does mlops have, docker or mlflow"),
    ("ops", "devops cost vs mlops cost on google cloud"),
    ("ops", "mlops vs machine learning"), ("ops", "mlops vs google cloud"), ("ops", "devops vs what people earn"),
    ("ops", "monitoring cost in devops vs kubernetes tools"),
    ("ops", "devop vs mlop"), ("ops", "ml ops vs dev ops"), ("ops", "mlosp vs devosp"), ("ops", "mlopss or devopps?"),
    ("ops", "mlopsssss vs devops"),
    ("ops", "d e v o p s vs m l o p s"),
    ("ops", "machin learning operations vs devops"), ("ops", "monitoring vs logging in devops"),
    ("ops", "mlops or devops for a startup"), ("ops", "mlops vs devops salary"),
    ("ops", "which is better, mlops or devops"),
    ("ops", "difference between mlops and devops in google cloud"), ("ops", "kubernetes vs docker"),
    ("ops", "does heroku work better with mlops or devops"), ("ops", "is kubernetes mlops or devops"),
    ("ops", "how does netflix use devops"), ("ops", "cost of mlops on aws vs heroku"), ("ops", "mlops vs docker"),
    ("ops", "which is better for netflix, mlops or devops"), ("ops", "how do i run mlops on heroku"),
    ("ops", "what do people in berlin earn"), ("ops", "is monitoring pricier in mlops or devops"),
    ("ops", "who earns more, mlops or devops lol"), ("ops", "devops or nah"), ("ops", "is mlops cheaper than before"),
    ("ops", "how much does mlops cost in brazil"), ("ops", "wich tols are used in mlops vs devops"),
    ("ops", "compare montoring of mlops and devops"), ("ops", "mlops or something else"), ("ops", "devops over time"),
    ("ops", "hi all, does devops or mlops cost more qq"), ("ops", "guys is monitoring nowadays mlops or all devops"),
    ("ops", "where do ordinary people monitor"), ("ops", "googlecloud vs kubernetes"), ("ops", "who is taller"),
    ("languages", "rust or go?"), ("languages", "rsut vs golagn"), ("languages", "rust vs go in 2024"),
    ("languages", "how fast is rust on a raspberry"), ("languages", "is go better than nothing"),
    ("languages", "can i use go on windows"), ("languages", "how do i go there"),
    ("languages", "speed vs memory in go"), ("languages", "does autoformatting in the editor cost memory"),
    ("languages", "hotels in lisbon"), ("ops", "is there snowfall in reykjavik"), ("ops", "cinemas of helsinki"),
    ("languages", "how do i manage memory in valgrind"), ("ops", "can we monitor on heroku"),
    ("pets", "cats or dogs"), ("pets", "what do dosg eat"), ("pets", "cat vs dog food for beginners"),
    ("pets", "are cats better than dogs?"), ("pets", "how long do cats sleep in winter or summer"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "text"), KNOWN)
def test_what_is_known_or_compared_with_no_subject_is_looked_up(topic: str, text: str) -> None:
    assert MATCHERS[topic].decide(text).reason.unknown_names == ()


@pytest.mark.parametrize(
    ("text", "names"), [("and sre?", ("sre",)), ("what about SRE", ("SRE",)), ("dataops?", ("dataops",))]
)
def test_after_an_answer_a_name_alone_is_asked_about(text: str, names: tuple[str, ...]) -> None:
    decision = MATCHERS["ops"].decide(text, Context(("ops/monitoring",)))
    assert decision.kind is Kind.UNKNOWN
    assert decision.reason.unknown_names == names


WITHOUT_SUBJECTS = base(
    plain("shop", "pay", "Payment", "Can I pay with PayPal?"),
    plain("shop", "monitor", "Monitors", "Which monitor do you sell?"),
)


@pytest.mark.parametrize("text", ["paypal vs stripe", "what does sre monitor", "paypal or klarna?", "what is aiops"])
def test_where_no_subjects_are_compared_nothing_stands_in_their_place(text: str) -> None:
    assert Matcher.build(WITHOUT_SUBJECTS).decide(text).reason.unknown_names == ()


def test_what_an_entry_without_sides_answers_has_no_subjects_place() -> None:
    both = Matcher.build(KnowledgeBase((*OPS.topics, *WITHOUT_SUBJECTS.topics)))
    assert both.decide("does stripe work for payment or can i pay with paypal").reason.unknown_names == ()
    assert both.decide("devops vs sre").reason.unknown_names == ("sre",)


def test_a_name_is_told_as_it_was_typed_however_that_was() -> None:
    matcher = MATCHERS["ops"]
    assert matcher.decide("DevOps vs *FinOps*").reason.unknown_names == ("FinOps",)
    assert matcher.decide("devops vs \uff26\uff29\uff2e\uff2f\uff30\uff33").reason.unknown_names == ("finops",)
    assert matcher.decide(f"devops vs {'x' * 60}ops").reason.unknown_names == ("x" * 32,)
