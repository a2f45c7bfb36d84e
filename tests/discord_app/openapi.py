"""Holds every request the bot makes against Discord's own description of its API, and against what that leaves out.

The description is no part of this project: it is looked for in ``$DISCORD_OPENAPI`` and beside the project.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import jsonschema
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot import limits

PLACES = (
    Path(os.environ.get("DISCORD_OPENAPI", "discord-openapi.json")),
    Path(__file__).parents[3] / "shared" / "discord-openapi.json",
)
MISSING = "Discord's OpenAPI description is not at hand: name it in DISCORD_OPENAPI"

URI = "urn:discord"
COMMAND_NAME = re.compile(r"^[-_\w]{1,32}$")
COMMAND_LENGTH = 8000
CONTEXT_MENUS = 5


class Request(Protocol):
    """What simcord records of a request."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def json(self) -> Any: ...


def description() -> Path | None:
    """Where Discord's description lies, or ``None``."""
    return next((place for place in PLACES if place.is_file()), None)


def check(requests: Iterable[Request]) -> None:
    """Raise ``AssertionError`` naming everything that is wrong with ``requests``."""
    problems = [
        f"{request.method} {request.path}: {problem}" for request in requests for problem in problems_of(request)
    ]
    assert not problems, "\n".join(problems)


def problems_of(request: Request) -> Iterator[str]:
    """What Discord would refuse in ``request``."""
    path = description()
    if path is not None:
        yield from _against_description(path, request)
    for message in _messages(request.json):
        yield from _unstated_limits(message)
    if request.method == "PUT" and request.path.endswith("/commands"):
        yield from _command_limits(request.json or [])


def _against_description(path: Path, request: Request) -> Iterator[str]:
    if request.json is None:
        return
    validators = [
        validator
        for method, pattern, validator in _operations(path)
        if method == request.method and pattern.fullmatch(request.path)
    ]
    if not validators:
        yield "Discord's description knows no such request with a body"
        return
    body = _without_harmless_extras(request.json)
    error = best_match(validators[0].iter_errors(body))
    if error is not None:
        yield f"{error.json_path}: {error.message}"


@cache
def _operations(path: Path) -> tuple[tuple[str, re.Pattern[str], Any], ...]:
    """Every request with a JSON body: its method, its path as a pattern, and the validator of the body."""
    document = _closed(json.loads(path.read_text(encoding="utf-8")))
    registry: Registry[Any] = Registry().with_resource(URI, Resource(contents=document, specification=DRAFT202012))
    found: list[tuple[str, re.Pattern[str], Any]] = []
    for template, operations in document["paths"].items():
        pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)))
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}) if isinstance(operation, dict) else {}
            if "application/json" in content:
                schema = _absolute(content["application/json"]["schema"])
                found.append((method.upper(), pattern, jsonschema.Draft202012Validator(schema, registry=registry)))
    # "@original" also matches "{message_id}": the path with fewer holes comes first.
    return tuple(sorted(found, key=lambda one: one[1].pattern.count("[^/]+")))


def _closed(node: Any) -> Any:
    """The schema with every object closed, so that a misspelt key is a problem rather than an extra."""
    if isinstance(node, list):
        return [_closed(one) for one in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    kind = closed.get("type")
    if (kind == "object" or (isinstance(kind, list) and "object" in kind)) and "properties" in closed:
        closed.setdefault("additionalProperties", False)
    return _absolute(closed, deep=False)


def _absolute(node: Any, *, deep: bool = True) -> Any:
    """References made to name the registered document."""
    if isinstance(node, dict):
        fixed = {key: _absolute(value) if deep else value for key, value in node.items()}
        reference = fixed.get("$ref")
        return {**fixed, "$ref": URI + reference} if isinstance(reference, str) and reference[0] == "#" else fixed
    return [_absolute(one) for one in node] if isinstance(node, list) and deep else node


def _without_harmless_extras(body: Any) -> Any:
    """The body without what discord.py adds and Discord accepts although its description does not list it."""
    if isinstance(body, list):
        return [_without_harmless_extras(one) for one in body]
    if not isinstance(body, dict):
        return body
    cleaned = {key: _without_harmless_extras(value) for key, value in body.items()}
    for embed in cleaned.get("embeds") or []:
        embed.pop("flags", None)
    for attachment in cleaned.get("attachments") or []:
        attachment["id"] = str(attachment["id"])
    for default in cleaned.get("default_values") or []:
        default["id"] = str(default["id"])
    if (mentions := cleaned.get("allowed_mentions")) and "users" in mentions:
        mentions["users"] = [str(one) for one in mentions["users"]]
    if cleaned.get("tts") is False:  # it comes with edits too, where it means nothing
        del cleaned["tts"]
    if "message_reference" in cleaned:
        numbers = {"message_id", "channel_id", "guild_id"} & cleaned["message_reference"].keys()
        cleaned["message_reference"] |= {name: str(cleaned["message_reference"][name]) for name in numbers}
    if "integration_types" in cleaned or "default_member_permissions" in cleaned:
        cleaned.pop("nsfw", None)
    return cleaned


def _messages(body: Any) -> Iterator[Mapping[str, Any]]:
    for candidate in (body, body.get("data") if isinstance(body, dict) else None):
        if isinstance(candidate, dict) and {"content", "embeds", "components"} & candidate.keys():
            yield candidate


def _unstated_limits(message: Mapping[str, Any]) -> Iterator[str]:
    content = message.get("content") or ""
    if len(content) > limits.MESSAGE_CONTENT:
        yield f"content has {len(content)} characters"
    total = sum(_embed_length(embed) for embed in message.get("embeds") or [])
    if total > limits.EMBEDS_TOTAL:
        yield f"the embeds have {total} characters"
    rows: Sequence[Any] = message.get("components") or []
    if rows and all(row.get("type") == 1 for row in rows):
        yield from _row_limits(rows)
    ids = Counter(_custom_ids(rows))
    yield from (f"custom_id {one!r} appears {count} times" for one, count in ids.items() if count > 1)


def _row_limits(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(rows) > limits.COMPONENT_ROWS:
        yield f"{len(rows)} rows of components"
    for row in rows:
        kinds = [one["type"] for one in row["components"]]
        if len(kinds) > limits.BUTTONS_PER_ROW or (len(kinds) > 1 and set(kinds) != {2}):
            yield f"a row holds {len(kinds)} components of the types {sorted(set(kinds))}"


def _embed_length(embed: Mapping[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    texts.append((embed.get("author") or {}).get("name"))
    texts.extend(text for field in embed.get("fields") or [] for text in (field["name"], field["value"]))
    return sum(len(text or "") for text in texts)


def _custom_ids(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _custom_ids(one)
    elif isinstance(node, dict):
        if node.get("custom_id"):
            yield node["custom_id"]
        yield from _custom_ids(node.get("components") or [])
        yield from _custom_ids([node["accessory"]] if node.get("accessory") else [])


def _command_limits(commands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    names = Counter((command.get("type", 1), command["name"]) for command in commands)
    yield from (f"the command {name!r} appears {count} times" for (_, name), count in names.items() if count > 1)
    for kind, count in Counter(kind for kind, _ in names).items():
        if kind != 1 and count > CONTEXT_MENUS:
            yield f"{count} context menus of type {kind}"
    for command in commands:
        if command.get("type", 1) == 1:
            yield from _slash_command_limits(command)


def _slash_command_limits(command: Mapping[str, Any]) -> Iterator[str]:
    texts = list(_command_texts(command))
    if (length := sum(map(len, texts))) > COMMAND_LENGTH:
        yield f"the command {command['name']!r} has {length} characters"
    for name in (command["name"], *(option["name"] for option in command.get("options") or [])):
        if not COMMAND_NAME.match(name) or name != name.lower():
            yield f"{name!r} is no name for a command or an option"


def _command_texts(node: Mapping[str, Any]) -> Iterator[str]:
    yield from (node.get("name") or "", node.get("description") or "")
    for choice in node.get("choices") or []:
        yield from (choice["name"], str(choice["value"]))
    for option in node.get("options") or []:
        yield from _command_texts(option)
