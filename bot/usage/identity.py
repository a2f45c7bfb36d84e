"""Keyed hashes in place of the ids of members and questions, and the key that makes them."""

import os
import secrets
from hashlib import blake2b
from pathlib import Path
from typing import Final, Self

from bot.errors import VersusError

KEY_BYTES: Final = 32
_HASH_BYTES: Final = 16
_ID_BYTES: Final = 8


class Pseudonyms:
    """Turns what would join the database to Discord into keyed hashes (blake2b): useless without the key.

    Each kind has its own: a member and a question of the same number have nothing in common.
    """

    def __init__(self, key: bytes) -> None:
        """``key`` is 1 to 64 secret bytes."""
        self._key = key

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Hash with the key in ``path``, which is made on first use, readable by its owner alone.

        Raises:
            VersusError: the file cannot be read or made, or holds no key.
        """
        try:
            if not path.exists():
                _make_key(path)
            key = bytes.fromhex(path.read_text("ascii"))
        except OSError as error:
            raise VersusError(f"{path}: I can't keep the usage key there ({error.strerror}).") from error
        except ValueError as error:
            raise VersusError(_damaged(path)) from error
        if len(key) != KEY_BYTES:
            raise VersusError(_damaged(path))
        return cls(key)

    def of(self, user_id: int) -> str:
        """The keyed hash of a member's id: 32 hexadecimal digits."""
        return blake2b(str(user_id).encode(), key=self._key, digest_size=_HASH_BYTES).hexdigest()

    def of_question(self, question: int) -> int:
        """The id (63 bits) under which rows keep a question; ``question`` is the one that its buttons carry.

        Beside that one stands the asker's id in every delete button, where all who see the answer can read it.
        """
        data = question.to_bytes(_ID_BYTES, "big")
        digest = blake2b(data, key=self._key, digest_size=_ID_BYTES, person=b"question").digest()
        return int.from_bytes(digest, "big") >> 1

    def of_wording(self, digest: str) -> str:
        """The keyed hash of a digest of a question's words: 32 hexadecimal digits.

        Without a key, whoever has the database could try what members might have asked.
        """
        return blake2b(digest.encode(), key=self._key, digest_size=_HASH_BYTES, person=b"wording").hexdigest()

    def __repr__(self) -> str:
        return "Pseudonyms(<hidden>)"


def _damaged(path: Path) -> str:
    return (
        f"{path} is not a usage key: put back the file from your backup, or delete it to start with a new one "
        "(members who switched storing off must then do so again)."
    )


def _make_key(path: Path) -> None:
    """Write a fresh key in full, then give it its name: of two programs that start at once, one key wins."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        _name_once(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _name_once(draft: Path, path: Path) -> None:
    """Link ``draft`` as ``path`` unless that exists."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            draft.replace(path)
