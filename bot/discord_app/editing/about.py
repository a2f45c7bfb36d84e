"""What somebody wrote that a change is made for, a question or a suggestion: it stands above every step and form."""

from typing import Final

from bot import limits
from bot.discord_app.editing import texts
from bot.discord_app.ui.markdown import fitting, inline
from bot.editing.change import Change

IN_A_MESSAGE: Final = 500
"""Characters that stand above a step or a proposal; a form has room for all of them."""


def about_line(change: Change) -> str:
    """One line that quotes it, escaped, and where to read what it has no room for; empty where there is nothing."""
    if not change.made_for:
        return ""
    line = _said(change, f"“{inline(change.made_for, IN_A_MESSAGE)}”")
    return line if len(change.made_for) <= IN_A_MESSAGE else f"{line}\n{texts.REST_IN_FORM}"


def about_in_form(change: Change) -> str:
    """The whole of it, escaped, for the top of a form."""
    room = limits.TEXT_INPUT - len(_said(change, "“”"))
    return _said(change, f"“{fitting(change.made_for, room)}”") if change.made_for else ""


def step_text(change: Change, text: str) -> str:
    """The content of a step on the way to a proposal: what it is about, the step's own words, and what is edited."""
    scope = f"-# {texts.saved_for(shared=change.scope is None)}"
    return "\n".join(filter(None, [about_line(change), text, scope]))


def _said(change: Change, quoted: str) -> str:
    return texts.asked(quoted) if change.suggestion is None else texts.suggested(quoted)
