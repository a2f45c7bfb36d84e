"""Every custom_id as it was written since the first release that wrote it: such buttons hang in channels today."""

from typing import Any, Final

import pytest

from bot import limits
from bot.discord_app.asking.states import (
    AllSides,
    Carried,
    DidNotHelp,
    Helped,
    NoneOfThese,
    Open,
    Pick,
    Then,
    UnreadableError,
)
from bot.discord_app.browsing.listing import Browse, ChooseTopic, OpenChosen, TurnTo
from bot.discord_app.editing.history_reply import OpenRevision, RevertRevision, Turn
from bot.discord_app.editing.states import (
    Cancel,
    ChooseEntry,
    ChooseKind,
    ChooseSides,
    EditAgain,
    Form,
    MakeNew,
    More,
    Save,
    Undo,
)
from bot.discord_app.inbox import states as inbox
from bot.discord_app.inbox.states import Goal, GoTo, InboxMenu, InboxStep, InboxTurn, Menu, Tab, token
from bot.discord_app.inbox.suggest import SuggestForm
from bot.discord_app.settings import command as settings
from bot.discord_app.settings import privacy
from bot.discord_app.settings.command import SettingsStep
from bot.discord_app.settings.privacy import PrivacyStep

SOME: Final = 0x0123456789ABCDEF
MOST: Final = limits.SNOWFLAKE
LONG: Final = "a" * limits.ID_LENGTH
LONG_KEY: Final = f"{'t' * limits.ID_LENGTH}/{'e' * limits.ID_LENGTH}"

WRITTEN: Final[tuple[tuple[Any, str], ...]] = (
    (Carried(0, 0), "x:00000000000000000000000000000000:"),
    (Carried(MOST, MOST), "x:7fffffffffffffff7fffffffffffffff:"),
    (Carried(SOME, 7, ("ops/cost",)), "x:0123456789abcdef0000000000000007:ops/cost"),
    (
        Carried(SOME, 7, ("ops/cost", "ops/speed", "food/soup", "ops/price")),
        "x:0123456789abcdef0000000000000007:ops/cost.speed.food/soup.ops/price",
    ),
    (Carried(SOME, 7, ("ops/cost",), ("tea", "coffee")), "x:0123456789abcdef0000000000000007:ops/cost~tea~coffee"),
    (Carried(SOME, 7, (), ("tea",)), "x:0123456789abcdef0000000000000007:~tea"),
    (Carried(MOST, MOST, (LONG_KEY,)), "x:7fffffffffffffff7fffffffffffffff:" + LONG_KEY),
    (
        Carried(SOME, 7, ("a/" + "b" * 28, "a/" + "c" * 30, "a/d")),
        "x:0123456789abcdef0000000000000007:a/bbbbbbbbbbbbbbbbbbbbbbbbbbbb.cccccccccccccccccccccccccccccc.d",
    ),
    (
        Carried(SOME, 7, (f"{LONG}/b",), ("c" * 30,)),
        "x:0123456789abcdef0000000000000007:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/b~cccccccccccccccccccccccccccccc",
    ),
    (AllSides(), "a:all"),
    (Helped(0), "u:0000000000000000"),
    (Helped(SOME), "u:0123456789abcdef"),
    (Helped(MOST), "u:7fffffffffffffff"),
    (DidNotHelp(0, 0), "d:00000000000000000000000000000000:"),
    (
        DidNotHelp(SOME, 7, ("ops/cost", "ops/speed", "food/soup", "ops/price")),
        "d:0123456789abcdef0000000000000007:ops/cost.speed.food/soup.ops/price",
    ),
    (Open("ops/cost"), "o:ops/cost"),
    (Open("-/0"), "o:-/0"),
    (Open(LONG_KEY), f"o:{LONG_KEY}"),
    (Pick(Then.REPLACE, SOME, 7, "ops/cost"), "p:0123456789abcdef0000000000000007ops/cost"),
    (Pick(Then.POST, 0, 0, "ops/cost"), "s:00000000000000000000000000000000ops/cost"),
    (Pick(Then.REPLY, MOST, MOST, LONG_KEY), f"r:7fffffffffffffff7fffffffffffffff{LONG_KEY}"),
    (NoneOfThese(SOME, 7), "n:0123456789abcdef0000000000000007"),
    (NoneOfThese(MOST, MOST), "n:7fffffffffffffff7fffffffffffffff"),
    (Browse(), "l:browse"),
    (TurnTo(0), "l:0:"),
    (TurnTo(0, "ops"), "l:0:ops"),
    (TurnTo(12, "-0"), "l:12:-0"),
    (TurnTo(999999, LONG), "l:999999:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    (OpenChosen(), "l:open"),
    (ChooseTopic(), "l:topic"),
    (Save(0), "k:save:0000000000000000"),
    (Save(SOME), "k:save:0123456789abcdef"),
    (Save(MOST), "k:save:7fffffffffffffff"),
    (EditAgain(SOME), "k:again:0123456789abcdef"),
    (More(SOME), "k:more:0123456789abcdef"),
    (Cancel(SOME), "k:cancel:0123456789abcdef"),
    (ChooseSides(SOME), "k:sides:0123456789abcdef"),
    (ChooseKind(SOME), "k:kind:0123456789abcdef"),
    (ChooseEntry(SOME), "k:entry:0123456789abcdef"),
    (MakeNew(SOME), "k:new:0123456789abcdef"),
    (Undo(1, shared=True), "k:undo:b1"),
    (Undo(2147483647, shared=False), "k:undo:o2147483647"),
    (Form(SOME, "tq"), "m:0123456789abcdef:tq"),
    (Form(0, "twqa"), "m:0000000000000000:twqa"),
    (Form(MOST, "t014q"), "m:7fffffffffffffff:t014q"),
    (Turn(shared=True), "h:b:0:"),
    (Turn(shared=False), "h:o:0:"),
    (Turn(shared=False, before=17), "h:o:17:"),
    (Turn(shared=True, before=2147483647, entry=LONG_KEY), f"h:b:2147483647:{LONG_KEY}"),
    (OpenRevision(Turn(shared=True)), "h:open:h:b:0:"),
    (OpenRevision(Turn(shared=False, before=17, entry="ops/cost")), "h:open:h:o:17:ops/cost"),
    (OpenRevision(Turn(shared=True, before=2147483647, entry=LONG_KEY)), f"h:open:h:b:2147483647:{LONG_KEY}"),
    (RevertRevision(shared=True), "h:revert:b"),
    (RevertRevision(shared=False), "h:revert:o"),
    (InboxTurn(), "i:turn:open:0"),
    (InboxTurn(Tab.OPEN, 9999), "i:turn:open:9999"),
    (InboxTurn(Tab.STALE, 3), "i:turn:stale:3"),
    (GoTo(Goal.INBOX), "i:go:inbox"),
    (GoTo(Goal.ADD), "i:go:add"),
    (InboxMenu(Menu.QUESTION), "i:menu:question"),
    (InboxMenu(Menu.SUGGESTION), "i:menu:suggestion"),
    (InboxMenu(Menu.EDIT), "i:menu:edit"),
    (InboxStep(inbox.Step.TEACH, token("What does it cost?")), "i:teach:a2cae40cc953ae06"),
    (InboxStep(inbox.Step.NEW, token("what  does it COST?")), "i:new:a2cae40cc953ae06"),
    (InboxStep(inbox.Step.DISMISS, "f" * 16), "i:dismiss:ffffffffffffffff"),
    (InboxStep(inbox.Step.ACCEPT_VOTE, token("a", "ops/cost")), "i:agree:29f828d210af7197"),
    (InboxStep(inbox.Step.REJECT_VOTE, "0" * 16), "i:differ:0000000000000000"),
    (InboxStep(inbox.Step.ACCEPT, "0123456789abcdef"), "i:accept:0123456789abcdef"),
    (InboxStep(inbox.Step.DECLINE, "0123456789abcdef"), "i:decline:0123456789abcdef"),
    (SuggestForm(), "j:"),
    (SuggestForm("ops/cost"), "j:ops/cost"),
    (SuggestForm(LONG_KEY), f"j:{LONG_KEY}"),
    (SettingsStep(settings.Step.OPEN), "g:open"),
    (SettingsStep(settings.Step.BACK), "g:back"),
    (SettingsStep(settings.Step.ASK), "g:ask"),
    (SettingsStep(settings.Step.LISTEN), "g:listen"),
    (SettingsStep(settings.Step.ROLES), "g:roles"),
    (SettingsStep(settings.Step.DIGEST), "g:digest"),
    (SettingsStep(settings.Step.PRIVATE), "g:private"),
    (SettingsStep(settings.Step.PUBLIC), "g:public"),
    (SettingsStep(settings.Step.WITH), "g:with"),
    (SettingsStep(settings.Step.WITHOUT), "g:without"),
    (SettingsStep(settings.Step.RESET), "g:reset"),
    (SettingsStep(settings.Step.CONFIRM), "g:confirm"),
    (PrivacyStep(privacy.Step.STOP), "y:stop"),
    (PrivacyStep(privacy.Step.STORE), "y:store"),
    (PrivacyStep(privacy.Step.DELETE), "y:delete"),
    (PrivacyStep(privacy.Step.CONFIRM), "y:confirm"),
    (PrivacyStep(privacy.Step.KEEP), "y:keep"),
)
"""Every kind of state, with values of every length, and what its ``encode`` wrote on 30 November 2026."""
CUT: Final[tuple[tuple[Any, str], ...]] = (
    (Carried(MOST, MOST, (LONG_KEY, "ops/cost"), ("tea",)), "x:7fffffffffffffff7fffffffffffffff:" + LONG_KEY),
    (
        Carried(SOME, 7, ("a/" + "b" * 28, "a/" + "c" * 29, "a/d"), ("tea",)),
        "x:0123456789abcdef0000000000000007:a/bbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccc.d",
    ),
    (
        Carried(SOME, 7, (f"{LONG}/b",), ("c" * 31,)),
        "x:0123456789abcdef0000000000000007:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/b",
    ),
    (DidNotHelp(MOST, MOST, (LONG_KEY, "ops/cost")), f"d:7fffffffffffffff7fffffffffffffff:{LONG_KEY}"),
    (
        DidNotHelp(SOME, 7, (f"{LONG}/" + "b" * 31, "ops/cost")),
        "d:0123456789abcdef0000000000000007:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    ),
)
"""Those of which a part has no room."""
READ: Final[tuple[tuple[str, Any], ...]] = (
    ("x:00000000000000010000000000000002:cost.ops/speed", Carried(1, 2, ("/cost", "ops/speed"))),
    ("x:00000000000000010000000000000002:ops/cost..", Carried(1, 2, ("ops/cost", "ops/", "ops/"))),
    ("d:00000000000000010000000000000002:.", DidNotHelp(1, 2, ("/", "/"))),
    ("o:-/-", Open("-/-")),
    ("l:000007:-", TurnTo(7, "-")),
    ("k:undo:b000000000000000007", Undo(7, shared=True)),
    ("m:0000000000000001:9z", Form(1, "9z")),
    ("h:o:0000000007:", Turn(shared=False, before=7)),
    ("h:open:h:o:0000000007:a/b", OpenRevision(Turn(shared=False, before=7, entry="a/b"))),
    ("i:turn:stale:0007", InboxTurn(Tab.STALE, 7)),
)
"""What was never written, and is read all the same."""
REFUSED: Final = (
    "x:8000000000000000" + "0" * 16 + ":",
    "u:000000000000000A",
    "u:0000000000000001\n",
    "u:000000000000001",
    "u: 00000000000000a",
    "u:0000000000000٣٣٣",
    "o:ops/cost\n",
    "o:Ops/cost",
    "o:ops/cost/more",
    f"o:{LONG}a/b",
    "q:00000000000000010000000000000002ops/cost",
    "l:browse:",
    "l:2147483648:",
    "l:-1:",
    "l:٣:",
    "k:save:8000000000000000",
    "k:undo:b2147483648",
    "k:undo:x1",
    "k:undo:b",
    "m:0000000000000001:",
    "m:0000000000000001:tqabwy",
    "m:8000000000000000:tq",
    "h:b:9999999999:",
    "h:open:h:x:0:",
    "h:open:b:0:",
    "i:turn:other:0",
    "i:teach:8",
    "j:ops",
    "g:",
    "y:open",
    "g:open\n",
)
"""What no kind of state reads."""


@pytest.mark.parametrize(("state", "written"), WRITTEN + CUT, ids=[written for _, written in WRITTEN + CUT])
def test_a_state_is_written_as_ever(state: Any, written: str) -> None:
    """Byte for byte, within Discord's limit."""
    assert state.encode() == written
    assert 1 <= len(written) <= limits.CUSTOM_ID


@pytest.mark.parametrize(("state", "written"), WRITTEN, ids=[written for _, written in WRITTEN])
def test_what_was_written_is_read_as_it_was(state: Any, written: str) -> None:
    """By the one kind of state that wrote it: a press would be handled twice."""
    assert readings_of(written) == [state]


@pytest.mark.parametrize(("custom_id", "state"), READ, ids=[custom_id for custom_id, _ in READ])
def test_an_unusual_form_is_still_read(custom_id: str, state: Any) -> None:
    """By the kind of state that read it before there was one codec."""
    assert readings_of(custom_id) == [state]


@pytest.mark.parametrize("custom_id", REFUSED)
def test_what_was_forged_is_read_by_none(custom_id: str) -> None:
    """Numbers beyond 63 bits, other digits, a newline at the end."""
    assert readings_of(custom_id) == []


def readings_of(custom_id: str) -> list[Any]:
    """What each kind of state reads in it."""
    found: list[Any] = []
    for kind in dict.fromkeys(type(state) for state, _ in WRITTEN):
        match = kind.PATTERN.fullmatch(custom_id)
        try:
            found += [] if match is None else [kind.decode(match)]
        except UnreadableError:
            continue
    return found
