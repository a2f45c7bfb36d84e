"""What people read about their data. Every sentence must hold for the configuration it is shown under."""

from typing import Final

from bot.texts.counting import count

DESCRIPTION: Final = "See what I store about you, delete it, or switch storing off"

TITLE: Final = "What I store about you"
NOTED: Final = (
    "When you ask me something, I note when and where you asked, what I answered, and whether you said that it "
    "helped. I note it under a code that only I can make from your id. Your name and your id are not stored."
)
WORDS_HEADING: Final = "Your words"
WORDS_NOT_KEPT: Final = "I don't keep the text of questions."
OVERHEARD: Final = "In channels where I only listen, I keep the text of what I answered and of nothing else."
LONG_HEADING: Final = "For how long"
ERASED: Final = (
    "When you delete a question in its channel within fifteen minutes, my answer and its stored text go with it."
)
USE_HEADING: Final = "What for"
USE: Final = (
    "To answer you, and to show moderators what I couldn't answer, without saying who asked. It is given to nobody "
    "else, and no model is trained on it."
)
WRITTEN_HEADING: Final = "What you write for it"
WRITTEN: Final = (
    "When you change what I know, its history keeps your name, for the moderators of that knowledge to see; while "
    "storing is off for you it says “a moderator”. A suggestion of yours is kept with the name you gave. Deleting your "
    "data here takes your name off both; the words of a suggestion stay."
)
NOW_HEADING: Final = "Right now"
STORING: Final = "Storing is on for you."
NOT_STORING: Final = (
    "Storing is off for you: I answer as before and note nothing. What I noted earlier stays until you delete it; your "
    "choice itself I keep under that code."
)

DELETE: Final = "Delete my data"
STOP: Final = "Stop storing"
STORE: Final = "Store again"
CONFIRM: Final = (
    "Delete everything I have stored about you, in every server? That can't be undone. Your choice whether I may store "
    "anything stays."
)
CONFIRM_DELETE: Final = "Delete everything"
KEEP: Final = "Keep it"
NOTHING_STORED: Final = "There was nothing stored about you."


def words_kept(days: int) -> str:
    """How the text of a question is kept."""
    return f"I keep the text of your question for {_span(days)}, without the mentions in it. Then I erase it."


def notes_kept(days: int) -> str:
    """How the notes without the text are kept."""
    return (
        "The notes without your words stay until you delete them here. "
        f"After {_span(days)} the channel is taken off, and of the time only the day stays."
    )


def _span(days: int) -> str:
    return "one day" if days == 1 else f"{days} days"


def deleted(notes: int) -> str:
    """What was deleted."""
    return f"Done. I deleted {count(notes, 'note', 'notes')} about you."
