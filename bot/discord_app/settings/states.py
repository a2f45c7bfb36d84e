"""What the buttons and menus of ``/settings`` carry, on which page each stands, and whom it is for."""

from enum import StrEnum
from typing import Final

from bot.discord_app.ui.custom_id import CustomId


class Step(StrEnum):
    """What a component of the screen does."""

    OPEN = "open"
    """Opens the screen, from somewhere else."""
    CHANNELS = "channels"
    """Turns to the page of that name; so do the next two."""
    MODERATORS = "moderators"
    ANSWERS = "answers"
    BACK = "back"
    ASK = "ask"
    LISTEN = "listen"
    LEARN = "learn"
    """Chooses where answers are learned in passing."""
    ROLES = "roles"
    TRUSTED = "trusted"
    """Chooses the roles whose answers are learned in passing, besides the moderators'."""
    POSTS = "posts"
    """Chooses the channel in which moderators are asked."""
    GO_ON = "goon"
    """Ends the pause of the posts there."""
    DIGEST = "digest"
    PRIVATE = "private"
    PUBLIC = "public"
    WITH = "with"
    WITHOUT = "without"
    PLAIN = "plain"
    CARDS = "cards"
    SPEAK = "speak"
    """Ends every "Quiet here for an hour" of the server."""
    RESET = "reset"
    """Asks whether to go back to the configuration."""
    CONFIRM = "confirm"


TABS: Final = (Step.CHANNELS, Step.MODERATORS, Step.ANSWERS)
"""The pages of the screen, each by the step that turns to it."""
ON_CHANNELS: Final = frozenset({Step.OPEN, Step.CHANNELS, Step.ASK, Step.LISTEN, Step.LEARN, Step.SPEAK})
ON_MODERATORS: Final = frozenset({Step.MODERATORS, Step.ROLES, Step.TRUSTED, Step.POSTS, Step.GO_ON, Step.DIGEST})

MANAGERS_STEPS: Final = frozenset(
    {Step.LEARN, Step.ROLES, Step.TRUSTED, Step.POSTS, Step.DIGEST, Step.RESET, Step.CONFIRM}
)
"""What a moderator role alone does not allow: it would outlast the role, or show members' words further than now.
Giving up what was chosen here brings back the configured roles, and so belongs to them."""


class SettingsStep(CustomId, form="g:{step}"):
    """A button or menu of ``/settings``. It changes the server in which it is used."""

    step: Step


def tab_of(step: Step) -> Step:
    """The page on which the step's result is shown: the one it stands on."""
    if step in ON_CHANNELS:
        return Step.CHANNELS
    return Step.MODERATORS if step in ON_MODERATORS else Step.ANSWERS
