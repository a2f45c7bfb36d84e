"""What is wrong with a configuration file, in sentences that name the key and its line."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_TOKEN_KEYS = {"token", "discord_token", "bot_token"}
_WORDS = {
    "bool_type": "should be true or false, without quotes",
    "int_type": "should be a whole number, without quotes",
    "float_type": "should be a number, without quotes",
    "string_type": "should be text in quotes",
    "path_type": "should be a path in quotes",
    "tuple_type": "should be a list in square brackets",
    "model_type": "should be a section of its own",
    "missing": "is missing",
}

_TABLE = re.compile(r"\s*(\[\[?)([\w.\-\s]+)\]")
_KEY = re.compile(r"\s*([\w.\-]+)\s*=")

_Location = tuple[int | str, ...]


def explain(error: ValidationError, path: Path, text: str, model: type[BaseModel]) -> Iterator[str]:
    """One sentence for each problem, in the order of the file. What was typed is never repeated: it may be secret."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    placed = sorted((_line_of(text, problem["loc"]), _sentence(problem, model)) for problem in problems)
    for line, sentence in placed:
        yield f"{path}:{line}: {sentence}" if line else f"{path}: {sentence}"


def _sentence(problem: ErrorDetails, model: type[BaseModel]) -> str:
    location = problem["loc"]
    key = _dotted(location)
    if problem["type"] == "extra_forbidden":
        if str(location[-1]).lower() in _TOKEN_KEYS:
            return (
                f"{key}: a token doesn't belong in this file. Put it in the environment variable DISCORD_TOKEN, "
                "or in a file that discord.token_file names."
            )
        return f"there is no key {key}; {_known(location, model)}"
    words = _WORDS.get(problem["type"], problem["msg"].removeprefix("Value error, "))
    return f"{key} {words.replace('Input should', 'should')}."


def _known(location: _Location, model: type[BaseModel]) -> str:
    fields = list(_model_at(location[:-1], model).model_fields)
    close = difflib.get_close_matches(str(location[-1]), fields, n=1)
    return f"did you mean {_dotted((*location[:-1], close[0]))}?" if close else f"I know {', '.join(fields)}."


def _model_at(location: _Location, model: type[BaseModel]) -> type[BaseModel]:
    for part in location:
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation
            model = next(_models(annotation, *get_args(annotation)))
    return model


def _models(*kinds: object) -> Iterator[type[BaseModel]]:
    yield from (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel))


def _dotted(location: _Location) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")


def _line_of(text: str, location: _Location) -> int:
    """The line (from 1) of the key, or of the closest table around it; 0 where the file does not show it.

    A scan for ``[table]`` and ``key =`` lines: enough for files as people write them, and a miss only costs the number.
    """
    table: _Location = ()
    nth: Counter[_Location] = Counter()
    best = (0, 0)
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = tuple(part.strip() for part in header[2].split("."))
            if header[1] == "[[":
                nth[table] += 1
                table = (*table, nth[table] - 1)
            found = table
        elif key := _KEY.match(line):
            found = (*table, *key[1].split("."))
        else:
            continue
        if found == location[: len(found)] and len(found) > best[0]:
            best = (len(found), number)
    return best[1]
