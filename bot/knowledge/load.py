"""Loads a folder of knowledge files."""

import errno
import stat
from pathlib import Path
from typing import Final

from bot.knowledge import messages
from bot.knowledge.build import Loaded, build
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_text.nodes import Document
from bot.knowledge.yaml_text.parser import MAX_BYTES, read_text

MAX_FILES: Final = 500
_SUFFIXES = (".yaml", ".yml")


def load_folder(folder: Path) -> Loaded:
    """Read every ``*.yaml`` and ``*.yml`` file of ``folder`` but hidden ones, in the order of their names.

    Never raises for what a folder may hold; problems with a file or the folder itself are in the result.
    """
    try:
        paths = knowledge_files(folder)
    except OSError as error:
        return _failed(folder, _folder_sentence(error))
    if not paths:
        return _failed(folder, messages.NO_FILES)
    if len(paths) > MAX_FILES:
        return _failed(folder, messages.too_many_files(MAX_FILES))
    return build(read_file(path) for path in paths)


def knowledge_files(folder: Path) -> list[Path]:
    """The knowledge files in ``folder``, sorted by name.

    Raises:
        OSError: the folder can't be listed.
    """
    found = (path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
    return sorted((path for path in found if not path.name.startswith((".", "~"))), key=lambda path: path.name)


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> Document:
    """Read one file; why it can't be read is among the document's problems."""
    try:
        # Asked before it is opened: opening a named pipe would wait for a writer.
        if not stat.S_ISREG(path.stat().st_mode):
            return _unread(path, messages.NOT_A_FILE)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        loop = error.errno == errno.ELOOP
        return _unread(path, messages.LINK_LOOP if loop else messages.unreadable(_reason(error)))
    return read_text(path.name, data, max_bytes)


def _unread(path: Path, message: str) -> Document:
    return Document(path.name, problems=[Problem(path.name, 0, 0, message)])


def _failed(folder: Path, message: str) -> Loaded:
    return Loaded(None, (Problem(str(folder), 0, 0, message),))


def _folder_sentence(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return messages.NO_FOLDER
    return messages.NOT_A_FOLDER if isinstance(error, NotADirectoryError) else messages.unreadable(_reason(error))


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
