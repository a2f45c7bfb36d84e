"""A server's overlay adds, replaces and hides entries of the shared base, for that server alone."""

from dataclasses import replace

import pytest

from bot.knowledge import overlay
from bot.knowledge.build import read_files
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.overlay import read_overlay
from bot.knowledge.yaml_text.parser import read_text

BASE = b"""\
topic: ops
title: MLOps vs DevOps
source: {name: Somebody, url: https://example.org}
subjects:
  mlops: {name: MLOps, aliases: [ml ops]}
  devops: {name: DevOps}
synonyms:
  - [kubernetes, k8s]
entries:
  cost:
    title: Cost
    questions: [What does it cost?]
    mlops: More.
    devops: Less.
    see_also: [security]
  security:
    title: Security
    mlops: Data.
    devops: Code.
"""


@pytest.fixture
def base() -> KnowledgeBase:
    knowledge = read_files({"base.yaml": BASE}).knowledge
    assert knowledge is not None
    return knowledge


def overlaid(base: KnowledgeBase, text: str) -> KnowledgeBase:
    loaded = read_overlay(base, {"7.yaml": text.encode()})
    assert loaded.knowledge is not None, loaded.problems
    return loaded.knowledge


def problems(base: KnowledgeBase, text: str) -> list[str]:
    loaded = read_overlay(base, {"7.yaml": text.encode()})
    return [str(problem) for problem in loaded.problems]


def test_no_files_are_no_overlay(base: KnowledgeBase) -> None:
    assert read_overlay(base, {}).knowledge is base


def test_an_entry_is_added_and_the_others_stay_the_same_objects(base: KnowledgeBase) -> None:
    seen = overlaid(base, "topic: ops\nentries:\n  rules: {title: House rules, answer: Be kind., see_also: [cost]}\n")
    assert list(seen.entries) == ["ops/cost", "ops/security", "ops/rules"]
    assert seen.entries["ops/cost"] is base.entries["ops/cost"]
    topic, own = base.topics[0], seen.topics[0]
    assert (own.title, own.source, own.subjects, own.synonyms) == (
        topic.title,
        topic.source,
        topic.subjects,
        topic.synonyms,
    )


def test_an_entry_is_replaced_in_its_place(base: KnowledgeBase) -> None:
    seen = overlaid(base, "topic: ops\nentries:\n  cost: {title: Price, both: The same.}\n")
    assert [entry.title for entry in seen] == ["Price", "Security"]


def test_a_hidden_entry_is_nowhere_to_be_seen(base: KnowledgeBase) -> None:
    seen = overlaid(base, "topic: ops\nhide: [security]\n")
    assert list(seen.entries) == ["ops/cost"]
    assert seen.entries["ops/cost"] == replace(base.entries["ops/cost"], see_also=())


def test_a_topic_of_its_own(base: KnowledgeBase) -> None:
    seen = overlaid(base, "topic: house\ntitle: This server\nentries:\n  rules: {title: Rules, answer: Be kind.}\n")
    assert list(seen.entries) == ["ops/cost", "ops/security", "house/rules"]


def test_what_is_wrong_is_said_of_the_overlay_and_never_of_the_base(base: KnowledgeBase) -> None:
    found = problems(
        base,
        "topic: ops\n"
        "title: Another title\n"
        "entries:\n"
        "  rules: {title: Rules, answer: Be kind., questions: [what does it cost], see_also: [coast]}\n"
        "  price: {title: Price, mlops: More.}\n",
    )
    assert [line.partition(" ")[0] for line in found] == [
        "7.yaml:2:1:",
        "7.yaml:4:55:",
        "7.yaml:4:86:",
        "7.yaml:5:3:",
    ]
    assert "the shared base" in found[0]
    assert "the shared base" in found[1]
    assert "'cost'" in found[2]


def test_hiding_what_the_base_no_longer_has_breaks_nothing(base: KnowledgeBase) -> None:
    seen = overlaid(base, "topic: ops\nhide: [security, gone]\n")
    assert list(seen.entries) == ["ops/cost"]


def test_a_base_hides_nothing() -> None:
    loaded = read_files({"base.yaml": BASE.replace(b"entries:", b"hide: [cost]\nentries:")})
    assert [str(problem) for problem in loaded.problems] == [
        "base.yaml:9:1: only one server's overlay can hide entries; remove the entry itself instead."
    ]


def test_an_entry_that_no_longer_fits_is_left_out_and_the_rest_is_seen(base: KnowledgeBase) -> None:
    text = "topic: ops\nentries:\n  a: {title: Security, answer: A.}\n  b: {title: B, answer: B., see_also: [a]}\n"
    loaded = read_overlay(base, {"7.yaml": (text + "  c: {title: C, answer: C.}\n").encode()})
    assert loaded.knowledge is not None
    assert list(loaded.knowledge.entries) == ["ops/cost", "ops/security", "ops/c"]
    assert [problem.path[1] for problem in loaded.problems] == ["a", "b"]


def test_what_is_wrong_outside_the_entries_leaves_nothing(base: KnowledgeBase) -> None:
    loaded = read_overlay(base, {"7.yaml": b"topic: ops\ntitle: Another\nentries:\n  c: {title: C, answer: C.}\n"})
    assert loaded.knowledge is None


def many(count: int, entry: str) -> bytes:
    lines = [f"  e{number}: {{title: Entry {number}, {entry}}}\n" for number in range(count)]
    return f"topic: ops\nentries:\n{''.join(lines)}  good: {{title: Good, answer: Good.}}\n".encode()


@pytest.mark.parametrize(
    "entry", ["mlosp: a, devops: b", "answer: a, see_also: [nowhere]", "answer: a, aliases: [cost]"]
)
def test_one_reading_finds_every_entry_that_must_be_left_out(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    read: list[str] = []
    monkeypatch.setattr(overlay, "read_text", lambda name, data: read.append(name) or read_text(name, data))
    loaded = read_overlay(base, {"7.yaml": many(2_500, entry)})
    assert loaded.knowledge is not None
    assert list(loaded.knowledge.entries) == ["ops/cost", "ops/security", "ops/good"]
    assert len({problem.path[1] for problem in loaded.problems}) == 2_500
    assert read == ["7.yaml"]


def test_where_an_entry_is_left_out_the_bases_own_shows_again(base: KnowledgeBase) -> None:
    loaded = read_overlay(
        base, {"7.yaml": b"topic: ops\nentries:\n  cost: {title: Price, mlosp: More., devops: Less.}\n"}
    )
    assert loaded.knowledge is not None
    assert loaded.knowledge.entries["ops/cost"] is base.entries["ops/cost"]


def test_what_shows_again_takes_its_phrases_back(base: KnowledgeBase) -> None:
    text = (
        "topic: ops\nentries:\n  cost: {title: Price, mlosp: More., devops: Less.}\n"
        "  money: {title: Money, answer: M., questions: [What does it cost?]}\n  rest: {title: Rest, answer: R.}\n"
    )
    loaded = read_overlay(base, {"7.yaml": text.encode()})
    assert loaded.knowledge is not None
    assert list(loaded.knowledge.entries) == ["ops/cost", "ops/security", "ops/rest"]
    assert "also belongs to 'cost' (the shared base)" in str(loaded.problems[-1])


def test_a_hidden_entry_does_not_show_again(base: KnowledgeBase) -> None:
    text = "topic: ops\nhide: [cost]\nentries:\n  cost: {title: Price, mlosp: More., devops: Less.}\n"
    loaded = read_overlay(base, {"7.yaml": text.encode()})
    assert loaded.knowledge is not None
    assert list(loaded.knowledge.entries) == ["ops/security"]


def test_see_also_leaves_out_along_the_whole_way(base: KnowledgeBase) -> None:
    ring = [f"  e{n}: {{title: Entry {n}, answer: a, see_also: [e{(n + 1) % 300}]}}\n" for n in range(300)]
    text = f"topic: ops\nentries:\n{''.join(ring)}".replace("title: Entry 7,", "titel: Entry 7,")
    loaded = read_overlay(base, {"7.yaml": text.encode()})
    assert loaded.knowledge is not None
    assert list(loaded.knowledge.entries) == ["ops/cost", "ops/security"]


def fallback_under(text: str, base: bytes = BASE.replace(b"entries:", b"fallback: security\nentries:")) -> str | None:
    shared = read_files({"base.yaml": base}).knowledge
    assert shared is not None
    found = overlaid(shared, text).fallback()
    return found.key if found is not None else None


FALLBACKS = [
    ("topic: ops\nentries:\n  rules: {title: Rules, answer: Be kind.}\n", "ops/security"),
    ("topic: ops\nfallback: security\nentries:\n  rules: {title: Rules, answer: Be kind.}\n", "ops/security"),
    ("topic: ops\nentries:\n  security: {title: Safety, both: Safe.}\n", "ops/security"),
    ("topic: ops\nhide: [security]\n", None),
    ("topic: ops\nfallback: security\nhide: [security]\n", None),
    ("topic: house\ntitle: House\nfallback: rules\nentries:\n  rules: {title: Rules, answer: Kind.}\n", "ops/security"),
]


@pytest.mark.parametrize(("text", "fallback"), FALLBACKS)
def test_the_bases_fallback_is_the_servers_unless_it_is_hidden(text: str, fallback: str | None) -> None:
    assert fallback_under(text) == fallback


@pytest.mark.parametrize(("named", "fallback"), [("rules", "ops/rules"), ("cost", "ops/cost"), ("gone", None)])
def test_a_server_names_one_where_the_base_does_not(named: str, fallback: str | None) -> None:
    """One that the base had once and has no more takes nothing else away."""
    text = f"topic: ops\nfallback: {named}\nentries:\n  rules: {{title: Rules, answer: Be kind.}}\n"
    assert fallback_under(text, BASE) == fallback


def test_a_fallback_of_a_topic_of_its_own_must_be_there(base: KnowledgeBase) -> None:
    text = "topic: house\ntitle: House\nfallback: ruls\nentries:\n  rules: {title: Rules, answer: Be kind.}\n"
    assert problems(base, text) == ["7.yaml:3:11: this topic has no entry 'ruls'; did you mean 'rules'?"]


def test_a_fallback_that_is_left_out_is_offered_no_more(base: KnowledgeBase) -> None:
    text = "topic: house\ntitle: H\nfallback: a\nentries:\n  a: {title: A, anser: A.}\n  b: {title: B, answer: B.}\n"
    loaded = read_overlay(base, {"7.yaml": text.encode()})
    assert loaded.knowledge is not None
    assert list(loaded.knowledge.entries) == ["ops/cost", "ops/security", "house/b"]
    assert loaded.knowledge.fallback("house/b") is None


def test_a_topic_keeps_its_language_under_an_overlay() -> None:
    shared = read_files({"base.yaml": BASE.replace(b"entries:", b"language: de\nentries:")}).knowledge
    assert shared is not None
    seen = overlaid(shared, "topic: ops\nentries:\n  extra:\n    title: Mehr\n    answer: Ja.\n")
    assert [topic.language for topic in seen.topics] == ["de"]
