"""What is made from the form of a knowledge file: its JSON Schema and the table of its keys.

The schema (draft 7) serves editors: completion, hovers, and mistakes shown while typing.
``python -m bot.knowledge.schema`` writes it anew; a test fails when the file is stale.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from bot.knowledge import bounds
from bot.knowledge.forms import (
    ENTRY_KEYS,
    ID_PATTERN,
    SIDE_DESCRIPTION,
    EntryForm,
    LinkForm,
    SourceForm,
    SubjectForm,
    TopicForm,
)

SCHEMA_FILE: Final = Path(__file__).with_name("knowledge.schema.json")

_RESERVED = "|".join(sorted(ENTRY_KEYS))
_SUBJECT_PATTERN = rf"^(?!(?:{_RESERVED})$)[a-z0-9][a-z0-9-]{{0,{bounds.ID - 1}}}$"
_SAYS_NOTHING = [key for key in EntryForm.model_fields if key not in ("both", "answer")]
_SIDE = "<subject id>"
_PARTS = (
    ("", TopicForm),
    ("source.", SourceForm),
    ("subjects.<id>.", SubjectForm),
    ("entries.<id>.", EntryForm),
    ("entries.<id>.links.", LinkForm),
)


def knowledge_schema() -> dict[str, Any]:
    """The schema. It holds what a single file can be held against; rules across entries are left to ``check``."""
    made: dict[str, Any] = _tidy(TopicForm.model_json_schema(ref_template="#/definitions/{model}"))
    definitions = made.pop("$defs")
    _describe_entry(definitions["EntryForm"])
    made["properties"]["subjects"] |= {
        "patternProperties": {_SUBJECT_PATTERN: {"$ref": "#/definitions/SubjectForm"}},
        "additionalProperties": False,
    }
    made["properties"]["entries"] |= {
        "patternProperties": {ID_PATTERN: {"$ref": "#/definitions/EntryForm"}},
        "additionalProperties": False,
    }
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Knowledge file"}
    return {**head, **made, "definitions": definitions}


def schema_text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(knowledge_schema(), indent=2, ensure_ascii=False) + "\n"


def _describe_entry(entry: dict[str, Any]) -> None:
    """The ids of the topic's subjects are keys too; an answer stands alone, and an entry says something."""
    side: dict[str, Any] = entry.pop("additionalProperties")
    entry["patternProperties"] = {_SUBJECT_PATTERN: {**side, "description": SIDE_DESCRIPTION}}
    entry["additionalProperties"] = False
    alone = {"properties": {"both": False}, "patternProperties": {_SUBJECT_PATTERN: False}}
    entry["allOf"] = [
        {"if": {"required": ["answer"]}, "then": alone},
        {"not": {"propertyNames": {"enum": _SAYS_NOTHING}}},
    ]


def _tidy(node: Any) -> Any:
    """Without what pydantic adds for Python: titles, defaults, and ``null`` for what may be left out."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(node, dict):
        return node
    kept = cast("dict[str, Any]", node).copy()
    kept.pop("default", None)
    if isinstance(kept.get("title"), str):
        del kept["title"]
    choices: list[Any] = kept.pop("anyOf", [])
    for choice in choices:
        if choice != {"type": "null"}:
            kept = {**choice, **kept}
    if "$ref" in kept and len(kept) > 1:
        kept["allOf"] = [{"$ref": kept.pop("$ref")}]  # draft 7 takes no notice of what stands beside a $ref
    return {key: _tidy(value) for key, value in kept.items()}


@dataclass(frozen=True, slots=True)
class FormatKey:
    """One key of a knowledge file."""

    path: str
    """For example ``entries.<id>.title``."""
    description: str
    required: bool

    @property
    def name(self) -> str:
        """The key itself, as it is written in the file."""
        return self.path.rpartition(".")[2]


def format_reference() -> tuple[FormatKey, ...]:
    """Every key of the format, in the order in which a file has them."""
    return tuple(_keys())


def format_keys() -> tuple[str, ...]:
    """The path of every key of the format."""
    return tuple(key.path for key in format_reference())


def format_table() -> str:
    """The keys as a Markdown table."""
    rows = [f"| `{key.path}` | {'yes' if key.required else ''} | {key.description} |" for key in format_reference()]
    return "\n".join(["| key | needed | what it says |", "| --- | --- | --- |", *rows]) + "\n"


def _keys() -> Iterator[FormatKey]:
    for prefix, form in _PARTS:
        for name, field in form.model_fields.items():
            yield FormatKey(prefix + name, field.description or "", field.is_required())
            if form is EntryForm and name == "questions":
                yield FormatKey(prefix + _SIDE, SIDE_DESCRIPTION, required=False)
