"""Questions that ask alike share a group; others do not."""

from bot.moderation.grouping import Group, grouped


def words(text: str) -> list[str]:
    return [word for word in text.lower().strip("?").split() if word not in {"is", "than", "the", "a", "of"}]


def test_wordings_typos_and_order_share_a_group() -> None:
    texts = ["salary of devops engineers", "devops engineers salary?", "devops enginers salary", "is the bus late"]
    assert grouped(["salary of devops engineers", *texts], words) == [
        Group(
            "salary of devops engineers",
            ("salary of devops engineers", "devops engineers salary?", "devops enginers salary"),
            4,
        ),
        Group("is the bus late", ("is the bus late",), 1),
    ]


def test_another_noun_is_another_group() -> None:
    assert len(grouped(["salary of mlops engineer", "future of mlops engineer"], words)) == 2


def test_questions_without_words_stay_apart() -> None:
    assert [group.text for group in grouped(["the", "a", "the"], words)] == ["the", "a"]


def test_nothing() -> None:
    assert grouped([], words) == []
