"""Fetching a model from the hub that fastembed takes it from, at one revision, each file checked by its digest."""

import hashlib
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, Final, cast

from bot.config import ConfigError
from bot.errors import VersusError
from bot.semantic import texts
from bot.semantic.encoder import Progress, untold
from bot.semantic.files import TOKENIZER_FILES, Record, described, folder_of, sha256_of
from bot.semantic.pinned import PINNED, Expected, Source

HUB: Final = "https://huggingface.co"
ENDPOINT_VARIABLE: Final = "HF_ENDPOINT"
"""Names another address of the hub, such as a mirror; the hub's own programs know it too."""
_SECONDS: Final = 30.0
"""That the hub may be silent."""
_BLOCK: Final = 1 << 18
_PART: Final = ".part"


class FetchError(VersusError):
    """A model can't be fetched."""


def fetch(name: str, models: Path, progress: Progress = untold) -> Path:
    """Fetch a model that fastembed knows to the folder of ``models``, and return where it is. Blocks for minutes.

    What is there already, and is what it should be, is not fetched again. A model that is not ``PINNED`` is taken at
    the hub's present revision, and checked by the digests that the hub names for it.

    Raises:
        ConfigError: fastembed knows no model of that name, or takes it from elsewhere.
        FetchError: the hub can't be reached, or sends something else; or there is no room.
    """
    description = described(name)
    source = PINNED.get(description["model"]) or _newest(description)
    folder = folder_of(description["model"], models)
    done, total = 0, sum(expected.size for expected in source.files.values())
    try:
        for file, expected in source.files.items():
            before = done
            _bring(source, file, folder / file, lambda size, before=before: progress(before + size, total))
            done += expected.size
            progress(done, total)
        digests = {file: sha256_of(folder / file) for file in source.files}
        Record(description["model"], source.revision, source.model_file, digests).write(folder)
    except OSError as error:
        raise FetchError(texts.NO_ROOM.format(folder=folder, error=error.strerror or error)) from error
    return folder


def _bring(source: Source, file: str, to: Path, advance: Callable[[int], None]) -> None:
    """Have one file there: written beside its place, and put there once it is what it should be.

    Raises:
        FetchError: the hub can't be reached, or sends something else.
    """
    expected = source.files[file]
    if to.is_file() and _is(to, expected.digest):
        return
    address = f"{_endpoint()}/{source.repository}/resolve/{source.revision}/{file}"
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(to.name + _PART)
    try:
        with _opened(address) as response, part.open("wb") as written:
            while block := _read(response, address, _BLOCK):
                written.write(block)
                advance(written.tell())
        if part.stat().st_size < expected.size:
            raise FetchError(texts.UNREACHABLE.format(address=address, reason=texts.CUT_OFF))
        if not _is(part, expected.digest):
            raise FetchError(texts.WRONG_FILE.format(address=address))
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _is(file: Path, digest: str) -> bool:
    kind, _, named_by_git = digest.rpartition(":")
    if kind != "git":
        return sha256_of(file) == digest
    content = file.read_bytes()  # of a few kilobytes: of what is larger the hub has a SHA-256
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == named_by_git


def _newest(description: Mapping[str, Any]) -> Source:
    """The hub's present revision of a model, with the digests that the hub names.

    Raises:
        ConfigError: fastembed takes it from elsewhere.
        FetchError: the hub can't be reached, or does not have it.
    """
    repository = description["sources"]["hf"]
    wanted = [description["model_file"], *description["additional_files"]]
    if repository is None:
        raise ConfigError(texts.NOT_ON_HUB.format(name=description["model"], file=wanted[0]))
    hub = f"{_endpoint()}/api/models/{repository}"
    revision = str(_json(f"{hub}/revision/main", dict)["sha"])
    listed = _json(f"{hub}/tree/{revision}?recursive=true", list)
    files = {each["path"]: each for each in cast("list[dict[str, Any]]", listed) if each["type"] == "file"}
    if lacking := [file for file in (*wanted, *TOKENIZER_FILES[:2]) if file not in files]:
        raise FetchError(texts.NOT_ON_HUB.format(name=description["model"], file=lacking[0]))
    taken = {file: files[file] for file in (*wanted, *TOKENIZER_FILES) if file in files}
    expected = {
        file: Expected(each["size"], each["lfs"]["oid"] if each.get("lfs") else f"git:{each['oid']}")
        for file, each in taken.items()
    }
    return Source(repository, revision, description["model_file"], expected)


def _json(address: str, kind: type[Any]) -> Any:
    with _opened(address) as response:
        text = _read(response, address)
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, kind):
        raise FetchError(texts.UNEXPECTED.format(address=address))
    return found


@contextmanager
def _opened(address: str) -> Generator[HTTPResponse]:
    if not address.startswith(("https://", "http://")):
        raise FetchError(texts.UNEXPECTED.format(address=address))
    try:
        # A hub's address, which the operator chose; every file is checked by its digest.
        response = urllib.request.urlopen(address, timeout=_SECONDS)  # noqa: S310
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchError(texts.UNREACHABLE.format(address=address, reason=f"HTTP {error.code}")) from error
    except (OSError, HTTPException) as error:
        raise FetchError(texts.UNREACHABLE.format(address=address, reason=_reason(error))) from error
    with response:
        yield response


def _read(response: HTTPResponse, address: str, size: int | None = None) -> bytes:
    try:
        return response.read(size)
    except (OSError, HTTPException) as error:
        raise FetchError(texts.UNREACHABLE.format(address=address, reason=_reason(error))) from error


def _reason(error: OSError | HTTPException) -> str:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    return (inner.strerror if isinstance(inner, OSError) else None) or str(inner) or type(inner).__name__


def _endpoint() -> str:
    return (os.environ.get(ENDPOINT_VARIABLE) or HUB).rstrip("/")
