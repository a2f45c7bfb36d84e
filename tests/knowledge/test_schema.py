"""The published schema is fresh, accepts what the bot accepts, and sees what a schema can see."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.schema import SCHEMA_FILE, format_keys, format_reference, format_table, knowledge_schema
from tests.knowledge.samples import GOOD, HEADER
from tests.knowledge.test_broken_files import BROKEN

PUBLISHED = Path(__file__).parents[2] / "knowledge"
SEEN_BY_THE_SCHEMA = (
    "empty-values entries-list ids links list-on-top missing-keys one-subject six-subjects synonyms text-on-top "
    "too-long unknown-keys wrong-kinds"
)


def published() -> dict[str, Any]:
    return json.loads(SCHEMA_FILE.read_text("utf-8"))


def mistakes(text: str) -> list[str]:
    return [error.message for error in Draft7Validator(published()).iter_errors(yaml.safe_load(text))]


def test_is_fresh() -> None:
    assert published() == knowledge_schema(), "run python -m bot.knowledge.schema"


def test_is_a_schema_of_draft_7() -> None:
    Draft7Validator.check_schema(published())
    assert "$defs" not in SCHEMA_FILE.read_text("utf-8")


@pytest.mark.parametrize("text", [GOOD, HEADER, "topic: tea\nentries: {leaf: {title: Leaf, answer: Green.}}"])
def test_accepts_good_files(text: str) -> None:
    assert mistakes(text) == []


@pytest.mark.parametrize("path", sorted(PUBLISHED.glob("*.yaml")), ids=lambda path: path.name)
def test_accepts_the_real_knowledge(path: Path) -> None:
    assert mistakes(path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", SEEN_BY_THE_SCHEMA.split())
def test_sees_what_a_schema_can_see(name: str) -> None:
    assert mistakes((BROKEN / f"{name}.yaml").read_text("utf-8")) != []


@pytest.mark.parametrize(
    "entry",
    [
        "{title: A}",
        "{title: A, answer: B, both: C}",
        "{title: A, answer: B, filter: C}",
        "{title: A, both: B, Filter: C}",
        "{title: A, both: 1}",
        "{title: A, both: B, questions: Why}",
        "{both: B}",
        "{title: no, both: B}",
        "{title: A, both: 1:30}",
        "{title: A, both: 2024-01-01}",
        "{title: A, both: ~}",
    ],
)
def test_sees_what_no_entry_may_be(entry: str) -> None:
    assert mistakes(f"topic: t\nentries: {{e: {entry}}}") != []


def test_a_subject_may_not_be_called_like_a_key_of_an_entry() -> None:
    for key in ENTRY_KEYS:
        assert mistakes(f"topic: t\nsubjects: {{{key}: {{name: A}}, b: {{name: B}}}}") != []


def described(node: Any, path: str = "") -> list[str]:
    """The paths of properties without a description, for editors to show."""
    bare: list[str] = []
    for key, value in node.get("properties", {}).items():
        bare += [] if value is False or "description" in value else [f"{path}.{key}"]
    for name, definition in node.get("definitions", {}).items():
        bare += described(definition, name)
    return bare


def test_every_key_is_described() -> None:
    assert described(published()) == []
    assert all(key.description.endswith(".") for key in format_reference())


def test_the_reference_lists_every_key_once() -> None:
    keys = format_keys()
    assert len(set(keys)) == len(keys)
    assert {key.rpartition(".")[2] for key in keys if key.startswith("entries.<id>.") and key.count(".") == 2} == {
        *ENTRY_KEYS,
        "<subject id>",
    }
    assert all(f"| `{key}` |" in format_table() for key in keys)
