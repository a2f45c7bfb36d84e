"""What moderators read when people's answers become entries."""

from typing import Final

KEEP_THIS: Final = "Keep this answer"
NOTHING_TO_KEEP: Final = "There is no text in that message that I could keep."
