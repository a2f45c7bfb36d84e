"""Checks one document against the form, and says in words where it differs."""

import re
import unicodedata
from collections.abc import Collection
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.closest import meant
from bot.knowledge import bounds, messages
from bot.knowledge.drafts import ENOUGH
from bot.knowledge.forms import ENTRY_KEYS, ID_PATTERN, EntryForm, LinkForm, SourceForm, SubjectForm, TopicForm
from bot.knowledge.yaml_text.nodes import Document, MappingNode, Path, plain

_IS_ID = re.compile(ID_PATTERN)
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_KEY = "[key]"  # pydantic's last step to the key of a dict, rather than to its value
_FORMS: dict[str, tuple[str, type[BaseModel]]] = {
    "source": ("a source", SourceForm),
    "subjects": ("a subject", SubjectForm),
    "links": ("a link", LinkForm),
    "entries": ("an entry", EntryForm),
    "": ("a topic", TopicForm),
}
_SENTENCES = {
    "string_type": messages.needs_text,
    "tuple_type": messages.needs_list,
    "dict_type": messages.needs_keys,
    "model_type": messages.needs_keys,
    "string_too_short": messages.empty,
}


def check_form(document: Document, subjects: Collection[str]) -> None:
    """Report every place where the document's keys and values differ from the form.

    Entries are validated one by one: pydantic holds the interpreter's lock while it works on a value.

    Args:
        document: collects the problems; it has a tree.
        subjects: ids of the topic's subjects, from whichever file names them.
    """
    pairs = document.root.pairs if document.root else {}
    _, entries = pairs.get("entries", (None, None))
    apart = isinstance(entries, MappingNode)
    looked_at = islice(pairs.items(), ENOUGH)
    header = {key: plain(value, ENOUGH) for key, (_, value) in looked_at if not (apart and key == "entries")}
    for path, detail in _errors(TopicForm, header):
        _report(document, path, detail)
    for entry_id, (_, node) in entries.pairs.items() if apart else ():
        if document.is_full:
            return
        if not is_id(entry_id):
            document.report_at(("entries", entry_id), wrong_id(entry_id), of_key=True)
        for path, detail in _errors(EntryForm, plain(node, ENOUGH)):
            if not path or path[0] in ENTRY_KEYS or path[0] in subjects:
                _report(document, ("entries", entry_id, *path), detail)


def is_id(text: str) -> bool:
    """Whether ``text`` may be the id of a topic, a subject or an entry."""
    return _IS_ID.fullmatch(text) is not None


def wrong_id(text: str) -> str:
    """The sentence about an id that is none, with one made from it where that is possible."""
    ascii_text = unicodedata.normalize("NFKD", text[: 2 * bounds.ID]).encode("ascii", "ignore").decode().lower()
    better = _NOT_IN_IDS.sub("-", ascii_text).strip("-")[: bounds.ID].strip("-")
    return messages.wrong_id(text, better if is_id(better) else None)


def _errors(form: type[BaseModel], values: Any) -> list[tuple[Path, Any]]:
    try:
        form.model_validate(values)
    except ValidationError as error:
        return [(detail["loc"], detail) for detail in error.errors(include_url=False)]
    return []


def _report(document: Document, path: Path, detail: Any) -> None:
    of_key = detail["type"] in ("extra_forbidden", "missing") or path[-1] == _KEY
    document.report_at(path, _sentence(path, detail), of_key=of_key)


def _sentence(path: Path, detail: Any) -> str:
    match detail["type"]:
        case "knowledge":
            return detail["ctx"]["fault"]
        case "string_pattern_mismatch":
            return wrong_id(detail["input"])
        case "missing":
            return messages.missing(str(path[-1]), _form_of(path)[0])
        case "extra_forbidden":
            of, form = _form_of(path)
            return messages.unknown_key(str(path[-1]), of, meant(str(path[-1]), form.model_fields))
        case "string_too_long":
            return messages.too_long(_name(path), len(detail["input"].strip()), detail["ctx"]["max_length"])
        case "too_short" | "too_long" if path[0] == "subjects":
            return messages.number_of_subjects(bounds.MIN_SUBJECTS, bounds.MAX_SUBJECTS)
        case "too_short":
            return messages.few_synonyms(bounds.MIN_SYNONYMS)
        case "too_long":
            return messages.too_many(_name(path), detail["ctx"]["max_length"])
        case kind:
            return _SENTENCES[kind](_name(path))


def _form_of(path: Path) -> tuple[str, type[BaseModel]]:
    """Which form the last key of ``path`` belongs to: the deepest step that names one."""
    return _FORMS[next((step for step in reversed(path[:-1]) if isinstance(step, str) and step in _FORMS), "")]


def _name(path: Path) -> str:
    """What a sentence calls the value at ``path``."""
    last = path[-1]
    return f"'{messages.shown(last)}'" if isinstance(last, str) else f"item {last + 1} of {_name(path[:-1])}"
