"""The screen of ``/settings``: from plain values to a message of three pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import discord

from bot import limits
from bot.discord_app.context import Settings
from bot.discord_app.moderators_channel import Unusable
from bot.discord_app.settings import texts
from bot.discord_app.settings.states import TABS, SettingsStep, Step
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.pages import longest_fitting
from bot.discord_app.ui.reply import Button, Chooser, Reply, Row
from bot.servers.settings import Mode, ServerSettings
from bot.texts.counting import and_more

ROOM: Final = limits.EMBED_FIELD_VALUE - 300
"""Characters of a list of names."""
QUIET_SHOWN: Final = 3
"""Channels of which it is shown until when they are left in peace."""
ROLE_STEPS: Final = (Step.ROLES, Step.TRUSTED)


@dataclass(frozen=True, slots=True)
class Screen:
    """What the pages show."""

    now: Settings
    """What is in force."""
    chosen: ServerSettings
    """What the server chose of it."""
    content: bool
    """Whether messages arrive with their content."""
    manages: bool = True
    """Whether the person may choose what only members with Manage Server may."""
    unusable: Unusable | None = None
    """Why moderators can't be asked in the channel chosen for it, or that none is."""
    paused_until: datetime | None = None
    """Until when nothing new is posted there, where that is paused."""
    names: Mapping[int, str] = field(default_factory=dict[int, str])
    """What channels and roles are called, as far as it is known: not everything that shows a message knows it."""

    def listed(self, mention: str, ids: Iterable[int], *before: str) -> str:
        """Channels or roles by name, as mentions where names have no room."""
        every = [*ids]
        shown, left = every[: limits.SELECT_OPTIONS], every[limits.SELECT_OPTIONS :]
        more = [and_more(len(left))] if left else []
        mentions = [f"<{mention}{one}>" for one in shown]
        named = [self.names.get(one, said) for one, said in zip(shown, mentions, strict=True)]
        return longest_fitting(lambda these: ", ".join([*before, *these, *more]), (named, mentions), ROOM)


@dataclass(frozen=True, slots=True)
class Page:
    """One of the pages: what it says, and what can be pressed there."""

    fields: tuple[tuple[str, str], ...]
    """Headings with their texts."""
    rows: tuple[Row, ...]
    """Below the buttons that turn to the other pages."""
    beside: tuple[Button, ...] = ()
    """Next to those, where the rows are all taken."""


def settings_reply(screen: Screen, tab: Step = Step.CHANNELS, note: str | None = None) -> Reply:
    """A page of the screen; ``note`` is a sentence about the last change."""
    pages = {Step.CHANNELS: _channels, Step.MODERATORS: _moderators, Step.ANSWERS: _answers}
    page = pages[tab](screen)
    embed = discord.Embed(colour=ACCENT, title=texts.TITLE)
    for heading, value in page.fields:
        embed.add_field(name=heading, value=value, inline=False)
    embed.set_footer(text=texts.DEFAULTS if screen.manages else f"{texts.DEFAULTS}\n{texts.MANAGERS_ONLY}")
    tabs = tuple(
        Button(
            texts.TABS[one],
            SettingsStep(one).encode(),
            style="primary" if one is tab else "secondary",
            disabled=one is tab,
        )
        for one in TABS
    )
    return Reply(note, (embed,), ((*tabs, *page.beside), *page.rows))


def confirm_reply() -> Reply:
    """The question before everything chosen here is given up."""
    return Reply(
        texts.CONFIRM_RESET,
        rows=(
            (
                _button(texts.KEEP, Step.BACK),
                Button(texts.DO_RESET, SettingsStep(Step.CONFIRM).encode(), style="danger"),
            ),
        ),
    )


def of_mode(channels: Iterable[tuple[int, str]], mode: Mode) -> list[int]:
    """The channels of a mode, by id."""
    return [one for one, its in channels if its == mode]


def _channels(screen: Screen) -> Page:
    now, chosen = screen.now, screen.chosen
    ask, listen = of_mode(now.channels, Mode.ASK), of_mode(now.channels, Mode.LISTEN)
    menus = (
        (_chooser(Step.ASK, texts.CHOOSE_ASK, ask),),
        (_chooser(Step.LISTEN, texts.CHOOSE_LISTEN, listen),),
        *(((_chooser(Step.LEARN, texts.CHOOSE_LEARN, now.learn_channels),),) if screen.manages else ()),
    )
    if not screen.content:
        return Page(((texts.CHANNELS_HEADING, texts.NO_CONTENT),), menus)

    def named(channels: Iterable[int]) -> str:
        return _marked(screen.listed("#", channels) or texts.NONE, chosen.channels is None)

    quiet = [texts.quiet_in(screen.listed("#", [channel]), until) for channel, until in now.quiet[:QUIET_SHOWN]]
    learned = texts.learns(screen.listed("#", now.learn_channels), keeps_texts=now.store_questions)
    fields = (
        (texts.ASK_HEADING, named(ask)),
        (texts.LISTEN_HEADING, "\n".join([named(listen), *quiet])),
        (texts.LEARN_HEADING, learned),
    )
    return Page(fields, menus, (_button(texts.SPEAK_AGAIN, Step.SPEAK),) if now.quiet else ())


def _moderators(screen: Screen) -> Page:
    now, chosen = screen.now, screen.chosen
    roles = screen.listed("@&", now.moderator_roles, texts.MANAGERS)
    posts, digest = chosen.moderators_channel, chosen.digest_channel
    fields = (
        (texts.MODERATORS_HEADING, _marked(roles, chosen.moderator_roles is None)),
        (texts.TRUSTED_HEADING, texts.trusted(screen.listed("@&", now.trusted_roles))),
        (texts.POSTS_HEADING, _posts(screen)),
        (texts.DIGEST_HEADING, texts.NO_DIGEST if digest is None else texts.sends_digest(screen.listed("#", [digest]))),
    )
    going_on = Button(texts.GO_ON, SettingsStep(Step.GO_ON).encode(), style="success")
    beside = (going_on,) if screen.paused_until else ()
    if not screen.manages:
        return Page(fields, (), beside)
    rows = (
        (_chooser(Step.ROLES, texts.CHOOSE_ROLES, now.moderator_roles),),
        (_chooser(Step.TRUSTED, texts.CHOOSE_TRUSTED, now.trusted_roles),),
        (_chooser(Step.POSTS, texts.CHOOSE_POSTS, () if posts is None else (posts,), 1),),
        (_chooser(Step.DIGEST, texts.CHOOSE_DIGEST, () if digest is None else (digest,), 1),),
    )
    return Page(fields, rows, beside)


def _posts(screen: Screen) -> str:
    """Where moderators are asked, or why nowhere."""
    chosen = screen.chosen.moderators_channel
    channel = screen.listed("#", [] if chosen is None else [chosen])
    why_not = screen.unusable
    said = texts.posts_in(channel) if why_not is None else texts.UNUSABLE[why_not].format(channel=channel)
    return said if screen.paused_until is None else f"{said}\n{texts.paused(screen.paused_until)}"


def _answers(screen: Screen) -> Page:
    now, chosen = screen.now, screen.chosen
    lines = (
        _marked(texts.PRIVATE if now.private else texts.PUBLIC, chosen.private is None),
        _marked(texts.WITH_BUTTONS if now.buttons else texts.WITHOUT_BUTTONS, chosen.buttons is None),
        texts.PLAIN if chosen.plain else texts.CARDS,
    )
    switches = (
        _button(texts.MAKE_PUBLIC, Step.PUBLIC) if now.private else _button(texts.MAKE_PRIVATE, Step.PRIVATE),
        _button(texts.DROP_BUTTONS, Step.WITHOUT) if now.buttons else _button(texts.ADD_BUTTONS, Step.WITH),
        _button(texts.MAKE_CARDS, Step.CARDS) if chosen.plain else _button(texts.MAKE_PLAIN, Step.PLAIN),
        *((_button(texts.RESET, Step.RESET),) if screen.manages else ()),
    )
    return Page(((texts.ANSWERS_HEADING, "\n".join(f"- {line}" for line in lines)),), (switches,))


def _button(label: str, step: Step) -> Button:
    return Button(label, SettingsStep(step).encode())


def _chooser(step: Step, placeholder: str, chosen: Iterable[int], most: int = limits.SELECT_OPTIONS) -> Chooser:
    kind = "role" if step in ROLE_STEPS else "channel"
    return Chooser(SettingsStep(step).encode(), placeholder, kind, tuple(chosen)[:most], most)


def _marked(text: str, is_default: bool) -> str:
    return texts.defaulted(text) if is_default else text
