"""What a person reads when something did not work."""

MISSING_PERMISSION = (
    "I'm missing a permission in this channel, so I can't do that here. "
    "Please ask a moderator to let me view it, send messages and embed links."
)
NO_NOTES = (
    "I can't get at my notes at the moment, so that is not done. Please try again in a few minutes; "
    "if it stays, tell a moderator."
)
GONE = "That message is no longer there, so there is nothing left to change."
CHANGED_COMMAND = "I was just updated and that command has changed. Please wait a minute and try again."
UNREADABLE = "I can't read what came with that. It may be of another version of me: please start anew with the command."
NOT_ALLOWED = "That is for this server's moderators."


def unexpected(reference: str) -> str:
    """The sentence for a defect; the log names the same ``reference``."""
    return f"Something went wrong on my side. Please try again; if it stays, tell a moderator (id {reference})."
