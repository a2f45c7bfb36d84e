"""What anybody types is remembered up to a limit, and never so that nothing new is remembered any more."""

from collections.abc import Iterator
from random import Random
from string import ascii_lowercase

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.index import Index
from bot.matching.memo import Memo
from bot.matching.ranking import scorer
from tests.matching.bases import GARDEN

LIMIT = 20_000


def test_it_is_emptied_when_full_and_hits_again() -> None:
    memo: Memo[int, str] = Memo(limit=3)
    for number in range(100):
        assert memo.keep(number, str(number)) == str(number)
        assert memo.get(number) == str(number)
        assert len(memo) <= 3
    assert memo == {99: "99"}
    assert memo.keep(1, "one") == memo.get(1) == "one"


def test_a_value_in_a_full_one_can_be_replaced_without_end() -> None:
    memo: Memo[str, int] = Memo(limit=2)
    for number in range(10):
        assert memo.keep("a", number) == memo["a"] == number


def sized(value: object, seen: dict[int, object]) -> Iterator[tuple[str, dict[object, object] | list[object]]]:
    """Every dictionary and list that an object of the matcher holds, with the way to it."""
    if id(value) in seen:
        return
    seen[id(value)] = value  # kept, so that no other object gets its id
    if isinstance(value, dict | list):
        yield "", value
    elif type(value).__module__.startswith("bot.matching"):
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        held = {**getattr(value, "__dict__", {}), **{name: getattr(value, name) for name in slots}}
        for name, one in held.items():
            yield from ((f"{name}.{way}" if way else name, found) for way, found in sized(one, seen))


def flood(index: Index, messages: int) -> None:
    rng = Random(messages)
    for _ in range(messages):
        index.score(["".join(rng.choices(ascii_lowercase, k=rng.randint(4, 9))) for _ in range(16)])


@pytest.mark.parametrize("all_up_to", [0, scorer.ALL_UP_TO])
def test_nothing_but_memos_grows_by_what_is_typed(
    few: KnowledgeBase, all_up_to: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.matching.index.ALL_UP_TO", all_up_to)
    index = Index.of(few)
    flood(index, 1)  # what is worked out once is there from then on
    before = {way: len(found) for way, found in sized(index, {})}
    flood(index, 10)
    found = dict(sized(index, {}))
    grown = {way for way, one in found.items() if len(one) > before[way]}
    assert grown, "the flood is remembered"
    assert all(isinstance(found[way], Memo) for way in grown)


def test_a_full_memo_is_emptied_in_a_matcher() -> None:
    index = Index.of(GARDEN)
    memos = {way: one for way, one in sized(index, {}) if isinstance(one, Memo) and "_vectors" not in way}
    for number in range(LIMIT + 1):
        index.corrector.knows(f"word{number}")
        index.space.term(f"word{number}")
        assert all(len(memo) <= LIMIT for memo in memos.values())
    emptied = [way for way, memo in memos.items() if 0 < len(memo) < LIMIT]
    assert len(emptied) == 2
    index.score(["watring", "pots"])
    kept = {way: dict(memo) for way, memo in memos.items()}
    index.score(["watring", "pots"])
    assert kept == memos, "what is asked again is still there"
    assert "watring" in index.corrector._found
