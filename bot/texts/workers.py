"""What is said about work that takes a while."""

from typing import Final

TAKES_A_WHILE: Final = (
    "That is a lot to work out, so it takes a while: a few seconds as a rule, some minutes when others wait too. The "
    "result comes here."
)
TOO_MANY: Final = "Too many large changes wait to be worked out. Nothing was saved; please try again in a quarter hour."
TOO_LARGE: Final = (
    "Working that out would take more memory than I may use for one server. Nothing was saved; please make it smaller: "
    "fewer entries at once, or shorter texts."
)


def too_long(seconds: float) -> str:
    """The limit of time was reached."""
    return (
        f"Working that out takes more than {seconds:g} seconds, so I gave it up. Nothing was saved; please make it "
        "smaller: fewer entries at once, or shorter texts."
    )
