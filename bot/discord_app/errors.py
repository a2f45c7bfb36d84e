"""How a defect is logged: under a short id that the person is shown, and without anything that was typed."""

import hashlib
import logging
import traceback
from collections.abc import Iterator

import discord

log = logging.getLogger(__name__)


def log_defect(error: BaseException, snowflake: int, where: str) -> str:
    """Log a defect under a short id and return that id; the same ``snowflake`` always gives the same id."""
    reference = hashlib.blake2s(snowflake.to_bytes(8, "big"), digest_size=2).hexdigest()
    log.error("%s failed (id %s)\n%s", where, reference, describe(error))
    return reference


def describe(error: BaseException) -> str:
    """The classes and code lines of an error and its causes.

    An error's message may quote what a person typed or a webhook's address with its token, so only what Discord says
    about a refused request is kept.
    """
    lines: list[str] = []
    for one in _chain(error):
        detail = f": {one.status} {one.code} {one.text}" if isinstance(one, discord.HTTPException) else ""
        frames = traceback.extract_tb(one.__traceback__)
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}{detail}")
        lines.extend(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    return "\n".join(lines)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
