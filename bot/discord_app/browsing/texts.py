"""What people read while they look through everything the bot knows."""

from typing import Final

DIMENSIONS_DESCRIPTION: Final = "See everything I can answer"
DIMENSIONS_TOPIC: Final = "The topic to look through"
DIMENSION_DESCRIPTION: Final = "Open one answer"
DIMENSION_NAME: Final = "Its title, or a few words of it"
DIMENSION_PRIVATE: Final = "Show it to you alone"

NO_SUCH_TOPIC: Final = "I don't know a topic of that name. These are the ones I know."
NO_SUCH_ENTRY: Final = "I have nothing under that name."
CLOSE_ENTRIES: Final = "I have nothing under exactly that name. These come closest."
