"""Opens a text in the operator's own editor."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.knowledge import texts
from bot.errors import VersusError


def edited_by_hand(text: str, name: str) -> str | None:
    """The text as it was saved in ``$VISUAL`` or ``$EDITOR``; ``None`` when it was emptied.

    Raises:
        VersusError: the editor can't be started, or ended with an error.
    """
    fallback = "notepad" if sys.platform == "win32" else "vi"
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or fallback
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8")
        try:
            # The operator's own choice of a program, as with git.
            subprocess.run([*shlex.split(command), str(path)], check=True)  # noqa: S603
            new = path.read_text("utf-8")
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise VersusError(texts.EDITOR_FAILED.format(reason=error)) from error
    return new if new.strip() else None
