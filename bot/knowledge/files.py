"""Replacing a file in one step that neither a crash nor a full disk can split."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.errors import VersusError

HALF_WRITTEN: Final = ".new"
"""How the name of a file ends (it begins with a dot) that was not yet renamed; a crash leaves it behind."""


class CannotReplaceError(VersusError):
    """A file could not be replaced; the old one is still there."""


def replace_file(path: Path, data: bytes, *, as_its_folder: bool = False) -> None:
    """Give the file at ``path`` the content ``data``, keeping its permissions.

    A new file has those that the process gives, or with ``as_its_folder`` may be read by all who may read the folder.

    Written beside it, synced, read back and compared, then renamed, and the folder synced: whatever happens meanwhile,
    the old file or the new one stands there, whole.

    Raises:
        CannotReplaceError: it can't be written.
    """
    try:
        _replace(path, data, as_its_folder=as_its_folder)
    except OSError as error:
        raise CannotReplaceError(
            f"I can't write {path.name}: {error.strerror}. Nothing was changed; check the disk and the folder's owner."
        ) from error


def _replace(path: Path, data: bytes, *, as_its_folder: bool) -> None:
    target = path.resolve()
    # A leading dot keeps a half-written file out of the knowledge that is read.
    new = target.with_name(f".{target.name}.{secrets.token_hex(4)}{HALF_WRITTEN}")
    try:
        _write_synced(new, data)
        if target.exists():
            shutil.copymode(target, new)
        elif as_its_folder:
            with suppress(PermissionError):  # from its owner, by a file system that knows no permissions
                new.chmod(target.parent.stat().st_mode & 0o666)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def delete_file(path: Path) -> None:
    """Delete the file at ``path`` for good; one that is gone already is no error.

    Raises:
        CannotReplaceError: it can't be deleted.
    """
    try:
        path.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise CannotReplaceError(f"I can't delete {path.name}: {error.strerror}. Check the folder's owner.") from error


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != data:
        raise OSError(0, "what was written reads back differently")


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows can't sync a folder, and its rename needs none
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
