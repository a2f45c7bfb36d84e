"""Every custom_id as it was written since the first release that wrote it: such buttons hang in channels today."""

from string import ascii_lowercase, digits
from types import new_class
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.discord_app import features
from bot.discord_app.asking import listing
from bot.discord_app.asking.listing import ChooseTopic, OpenChosen
from bot.discord_app.asking.states import (
    AllSides,
    AskModerators,
    Browse,
    Carried,
    DidNotHelp,
    Helped,
    NoneOfThese,
    Open,
    Pick,
    QuietHere,
    Then,
)
from bot.discord_app.editing import history_reply
from bot.discord_app.editing.history_reply import OpenRevision, TakeBackRevision
from bot.discord_app.editing.states import (
    BeginEntry,
    Cancel,
    ChooseEntry,
    ChooseEntryTopic,
    ChooseKind,
    ChooseSides,
    EditAgain,
    Form,
    InWords,
    Kind,
    MakeNew,
    More,
    NextQuestion,
    Redo,
    ReplyAndTeach,
    ReplyOnly,
    Save,
    TakeBack,
    TakeIn,
    TellAll,
    TellAskers,
    ThisQuestion,
    Undo,
    Withdraw,
)
from bot.discord_app.handoff.states import (
    AddForm,
    AddMore,
    Answer,
    AnswerForm,
    ChooseThis,
    Dismiss,
    GoOn,
    KeepIn,
    KeepNew,
    LetGo,
    OnIt,
    OnlyOnce,
    Pause,
    PutBefore,
    ThisEntry,
)
from bot.discord_app.inbox import states as inbox
from bot.discord_app.inbox.states import (
    DismissIllegible,
    Goal,
    GoTo,
    InboxMenu,
    InboxStep,
    MakeEntry,
    Menu,
    Tab,
    TeachClosest,
    UndoDismissal,
    token,
)
from bot.discord_app.inbox.suggest import SuggestForm
from bot.discord_app.settings import privacy
from bot.discord_app.settings import states as settings
from bot.discord_app.settings.privacy import PrivacyStep
from bot.discord_app.settings.states import SettingsStep
from bot.discord_app.ui.converters import EntryKey, Packed, UnreadableError, number_in, pack, unpack
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.long_menu import Find

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
    (Open("ops/cost", ("mlops", "devops")), "o:ops/cost~mlops~devops"),
    (Pick(Then.REPLACE, SOME, 7, "ops/cost"), "p:0123456789abcdef0000000000000007ops/cost"),
    (Pick(Then.AS_SET, 0, 7, "ops/cost"), "t:00000000000000000000000000000007ops/cost"),
    (Pick(Then.POST, 0, 0, "ops/cost"), "s:00000000000000000000000000000000ops/cost"),
    (Pick(Then.REPLY, MOST, MOST, LONG_KEY), f"r:7fffffffffffffff7fffffffffffffff{LONG_KEY}"),
    (NoneOfThese(SOME, 7), "n:0123456789abcdef0000000000000007"),
    (NoneOfThese(MOST, MOST), "n:7fffffffffffffff7fffffffffffffff"),
    (AskModerators(SOME), "w:ask:0123456789abcdef"),
    (PutBefore(SOME), "w:put:0123456789abcdef"),
    (PutBefore(SOME, SOME), "w:put:0123456789abcdef0123456789abcdef"),
    (OnIt(), "w:on:"),
    (OnIt((7, MOST)), "w:on:00000000000000077fffffffffffffff"),
    (OnIt((MOST, MOST, MOST, MOST)), "w:on:" + 4 * "7fffffffffffffff"),
    (LetGo(), "w:off"),
    (Answer(SOME), "w:answer:0123456789abcdef"),
    (ThisEntry(SOME), "w:entry:0123456789abcdef"),
    (Dismiss(), "w:dismiss"),
    (Pause(), "w:pause"),
    (GoOn(), "w:go-on"),
    (AnswerForm(SOME, MOST), "w:form:0123456789abcdef7fffffffffffffff"),
    (AddMore(SOME), "w:more:0123456789abcdef"),
    (AddForm(SOME), "w:add:0123456789abcdef"),
    (KeepNew(SOME), "w:keep:0123456789abcdef"),
    (KeepIn(SOME), "w:teach:0123456789abcdef"),
    (OnlyOnce(SOME), "w:once:0123456789abcdef"),
    (ChooseThis(SOME, MOST), "w:this:0123456789abcdef7fffffffffffffff"),
    (QuietHere(), "q:quiet"),
    (Browse(), "l:browse"),
    (listing.Page(0), "l:0:"),
    (listing.Page(0, "ops"), "l:0:ops"),
    (listing.Page(12, "-0"), "l:12:-0"),
    (listing.Page(999999, LONG), "l:999999:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
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
    (BeginEntry(Kind.COMPARISON, SOME), "k:make:comparison:0123456789abcdef"),
    (InWords(SOME), "k:words:0123456789abcdef"),
    (BeginEntry(Kind.ANSWER, 7), "k:make:answer:0000000000000007"),
    (ChooseEntryTopic(Kind.ANSWER, SOME), "k:topic:answer:0123456789abcdef"),
    (Find("k:entry:0123456789abcdef"), "f:k:entry:0123456789abcdef"),
    (Find("i:teach:0123456789abcdef"), "f:i:teach:0123456789abcdef"),
    (ChooseEntry(SOME), "k:entry:0123456789abcdef"),
    (MakeNew(SOME), "k:new:0123456789abcdef"),
    (Withdraw(7, shared=True), "k:withdraw:b7"),
    (ReplyAndTeach(SOME), "k:both:0123456789abcdef"),
    (ReplyOnly(SOME), "k:reply:0123456789abcdef"),
    (TakeIn(SOME), "k:text:0123456789abcdef"),
    (TellAskers(1, shared=True), "k:tell:b1"),
    (TellAskers(2147483647, shared=False), "k:tell:o2147483647"),
    (Undo(1, shared=True), "k:undo:b1"),
    (Undo(2147483647, shared=False), "k:undo:o2147483647"),
    (Redo(1, shared=True), "k:redo:b1"),
    (Withdraw(1, shared=True), "k:withdraw:b1"),
    (Withdraw(2147483647, shared=False), "k:withdraw:o2147483647"),
    (Redo(2147483647, shared=False), "k:redo:o2147483647"),
    (TakeBack(1, shared=True), "k:back:b1"),
    (TakeBack(2147483647, shared=False), "k:back:o2147483647"),
    (Form(SOME, "tq"), "m:0123456789abcdef:tq"),
    (Form(0, "twqa"), "m:0000000000000000:twqa"),
    (Form(MOST, "t014q"), "m:7fffffffffffffff:t014q"),
    (history_reply.Page(shared=True), "h:b:0:"),
    (history_reply.Page(shared=False), "h:o:0:"),
    (history_reply.Page(shared=False, before=17), "h:o:17:"),
    (history_reply.Page(shared=True, before=2147483647, entry=LONG_KEY), f"h:b:2147483647:{LONG_KEY}"),
    (OpenRevision(history_reply.Page(shared=True)), "h:open:h:b:0:"),
    (OpenRevision(history_reply.Page(shared=False, before=17, entry="ops/cost")), "h:open:h:o:17:ops/cost"),
    (
        OpenRevision(history_reply.Page(shared=True, before=2147483647, entry=LONG_KEY)),
        f"h:open:h:b:2147483647:{LONG_KEY}",
    ),
    (TakeBackRevision(shared=True), "h:revert:b"),
    (TakeBackRevision(shared=False), "h:revert:o"),
    (inbox.Page(), "i:turn:open:0"),
    (inbox.Page(Tab.OPEN, 9999), "i:turn:open:9999"),
    (inbox.Page(Tab.STALE, 3), "i:turn:stale:3"),
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
    (Withdraw(1, shared=True), "k:withdraw:b1"),
    (Withdraw(2147483647, shared=False), "k:withdraw:o2147483647"),
    (ThisQuestion(), "i:this"),
    (TellAll(), "i:tell"),
    (NextQuestion(), "i:next:n"),
    (NextQuestion(beside=False), "i:next:h"),
    (inbox.Page(Tab.ILLEGIBLE, 1), "i:turn:odd:1"),
    (InboxMenu(Menu.DISMISS), "i:menu:dismiss"),
    (InboxStep(inbox.Step.NEW_ANSWER, "f" * 16), "i:answer:ffffffffffffffff"),
    (InboxStep(inbox.Step.NEW_COMPARISON, "f" * 16), "i:compare:ffffffffffffffff"),
    (MakeEntry("f" * 16, 2**63 - 1), "i:reply:ffffffffffffffff7fffffffffffffff"),
    (TeachClosest("f" * 16, "ops/cost"), "i:near:ffffffffffffffffops/cost"),
    (TeachClosest("0" * 16, LONG_KEY), f"i:near:0000000000000000{LONG_KEY}"),
    (DismissIllegible(SOME), "i:clear:0123456789abcdef"),
    (UndoDismissal(SOME, "f" * 16), "i:undo:0123456789abcdefffffffffffffffff"),
    (UndoDismissal(MOST, None), "i:undo:7fffffffffffffff"),
    (SuggestForm(), "j:"),
    (SuggestForm("ops/cost"), "j:ops/cost"),
    (SuggestForm(LONG_KEY), f"j:{LONG_KEY}"),
    (SettingsStep(settings.Step.OPEN), "g:open"),
    (SettingsStep(settings.Step.CHANNELS), "g:channels"),
    (SettingsStep(settings.Step.MODERATORS), "g:moderators"),
    (SettingsStep(settings.Step.ANSWERS), "g:answers"),
    (SettingsStep(settings.Step.BACK), "g:back"),
    (SettingsStep(settings.Step.ASK), "g:ask"),
    (SettingsStep(settings.Step.LISTEN), "g:listen"),
    (SettingsStep(settings.Step.LEARN), "g:learn"),
    (SettingsStep(settings.Step.ROLES), "g:roles"),
    (SettingsStep(settings.Step.TRUSTED), "g:trusted"),
    (SettingsStep(settings.Step.POSTS), "g:posts"),
    (SettingsStep(settings.Step.GO_ON), "g:goon"),
    (SettingsStep(settings.Step.DIGEST), "g:digest"),
    (SettingsStep(settings.Step.PRIVATE), "g:private"),
    (SettingsStep(settings.Step.PUBLIC), "g:public"),
    (SettingsStep(settings.Step.WITH), "g:with"),
    (SettingsStep(settings.Step.WITHOUT), "g:without"),
    (SettingsStep(settings.Step.PLAIN), "g:plain"),
    (SettingsStep(settings.Step.CARDS), "g:cards"),
    (SettingsStep(settings.Step.SPEAK), "g:speak"),
    (SettingsStep(settings.Step.RESET), "g:reset"),
    (SettingsStep(settings.Step.CONFIRM), "g:confirm"),
    (PrivacyStep(privacy.Step.STOP), "y:stop"),
    (PrivacyStep(privacy.Step.STORE), "y:store"),
    (PrivacyStep(privacy.Step.PLAIN), "y:plain"),
    (PrivacyStep(privacy.Step.CARDS), "y:cards"),
    (PrivacyStep(privacy.Step.DELETE), "y:delete"),
    (PrivacyStep(privacy.Step.CONFIRM), "y:confirm"),
    (PrivacyStep(privacy.Step.KEEP), "y:keep"),
)
"""Every kind of state, with values of every length, and what its ``encode`` wrote on 30 November 2026."""
CUT: Final[tuple[tuple[Any, str], ...]] = (
    (OnIt((1, 2, 3, 4, 5)), "w:on:" + "".join(f"{one:016x}" for one in (1, 2, 3, 4))),
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
    ("l:000007:-", listing.Page(7, "-")),
    ("k:undo:b000000000000000007", Undo(7, shared=True)),
    ("m:0000000000000001:9z", Form(1, "9z")),
    ("h:o:0000000007:", history_reply.Page(shared=False, before=7)),
    ("h:open:h:o:0000000007:a/b", OpenRevision(history_reply.Page(shared=False, before=7, entry="a/b"))),
    ("i:turn:stale:0007", inbox.Page(Tab.STALE, 7)),
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
    "w:on:000000000000000100000000000000",
    "w:on:" + "0" * 16 + "8000000000000000",
    "q:00000000000000010000000000000002ops/cost",
    "l:browse:",
    "l:2147483648:",
    "l:-1:",
    "l:٣:",
    "k:save:8000000000000000",
    "k:undo:b2147483648",
    "k:withdraw:b2147483648",
    "k:withdraw:1",
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

KINDS: Final = tuple(dict.fromkeys(type(state) for state, _ in WRITTEN))
ids = st.text(ascii_lowercase + digits + "-", min_size=1, max_size=limits.ID_LENGTH)
keys = st.builds("{}/{}".format, ids, ids)
some_id = st.integers(0, MOST)
numbers = st.integers(0, limits.NUMBER)
several = st.lists(keys, max_size=5).map(tuple)


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
    for kind in KINDS:
        try:
            found.append(kind.decode(custom_id))
        except UnreadableError:
            continue
    return found


def test_every_kind_of_state_of_the_bot_stands_in_the_table() -> None:
    """A new one gets its rows when it is first written; ``features`` imports them all."""
    assert features.FEATURES
    assert {kind for kind in CustomId.__subclasses__() if kind.__module__.startswith("bot.")} == {*KINDS}


@given(
    st.one_of(
        st.builds(Helped, some_id),
        st.builds(Open, keys),
        st.builds(Pick, st.sampled_from(Then), some_id, some_id, keys),
        st.builds(NoneOfThese, some_id, some_id),
        st.builds(listing.Page, numbers, st.none() | ids),
        st.builds(Undo, numbers, st.booleans()),
        st.builds(OpenRevision, st.builds(history_reply.Page, st.booleans(), numbers, st.none() | keys)),
        st.builds(SuggestForm, st.none() | keys),
    )
)
def test_a_state_comes_back_as_it_was(state: CustomId) -> None:
    """For ids of any length."""
    assert 1 <= len(state.encode()) <= limits.CUSTOM_ID
    assert readings_of(state.encode()) == [state]


@given(st.builds(Carried, some_id, some_id, several, st.lists(ids, max_size=5).map(tuple)))
def test_an_answer_carries_the_best_of_what_fits(carried: Carried) -> None:
    """Who and what always; at least the first entry; subjects when there is room for all of them."""
    assert len(carried.encode()) <= limits.CUSTOM_ID
    decoded = Carried.decode(carried.encode())
    assert (decoded.question, decoded.asker) == (carried.question, carried.asker)
    assert decoded.entries == carried.entries[: len(decoded.entries)]
    assert len(decoded.entries) >= min(1, len(carried.entries))
    assert decoded.subjects in ((), carried.subjects)


@given(st.builds(DidNotHelp, some_id, some_id, several))
def test_a_thumb_down_carries_the_best_of_what_fits(state: DidNotHelp) -> None:
    """In their order."""
    assert len(state.encode()) <= limits.CUSTOM_ID
    decoded = DidNotHelp.decode(state.encode())
    assert decoded.next_best == state.next_best[: len(decoded.next_best)]


@given(several, st.integers(0, 400))
def test_packed_keys_come_back_in_order(packed: tuple[str, ...], room: int) -> None:
    """As many of the first as fit."""
    text = pack(packed, room)
    assert len(text) <= room
    assert unpack(text) == packed[: len(unpack(text))]
    assert unpack(pack(packed, 10_000)) == packed


@pytest.mark.parametrize(
    "forged",
    ["", "-1", "+1", " 1", "1_0", "١", "²", "1.0", "0x1f", "99999999999999999999", "9" * 5000, "2147483648", "nan"],  # noqa: RUF001
)
def test_a_number_that_the_bot_never_wrote_is_refused(forged: str) -> None:
    """int() would take half of these, and choke on the others."""
    with pytest.raises(UnreadableError):
        number_in(forged)
    assert number_in("2147483647") == 2**31 - 1
    assert number_in("007") == 7


@pytest.mark.parametrize(
    "greatest",
    [
        Carried(MOST, MOST),
        Helped(MOST),
        DidNotHelp(MOST, MOST),
        Pick(Then.POST, MOST, MOST, "a/b"),
        NoneOfThese(MOST, MOST),
        Save(MOST),
        Form(MOST, "tq"),
    ],
    ids=lambda state: type(state).__name__,
)
def test_an_id_beyond_63_bits_is_refused(greatest: Any) -> None:
    """The database keeps 63 bits: a row of more would be refused there, later and without a word."""
    state, written = type(greatest), greatest.encode()
    assert state.decode(written) == greatest
    with pytest.raises(UnreadableError):
        state.decode(written.replace("7fff", "8fff", 1))


@pytest.mark.parametrize(
    ("form", "types"),
    [
        ("u:{one}", {"one": int}),
        ("u:{one}", {"one": EntryKey}),
        ("l:browse", {}),
        ("l:{one}", {"one": EntryKey}),
        ("{one}:{other}", {"one": Then, "other": int}),
        ("k:{one}:{other}", {"one": EntryKey, "other": int}),
        ("i:{one}:0", {"one": inbox.Step}),
    ],
)
def test_two_kinds_cannot_start_alike(form: str, types: dict[str, Any]) -> None:
    """A custom_id would be read by both; another letter, or another kind of field at that place, keeps them apart."""
    with pytest.raises(TypeError, match="start"):
        declared(form, types)


def test_what_goes_on_in_another_way_is_told_apart() -> None:
    """Nothing follows "l:browse", and a page is no word."""
    page = declared("l:browse:{one}", {"one": int})
    assert page.pattern.fullmatch("l:browse:3")
    assert not Browse.pattern.fullmatch("l:browse:3")
    declared("l:test", {})


def test_a_longest_form_of_over_100_characters_cannot_be_declared() -> None:
    """Discord would refuse it once such a long one is shown."""
    declared("test:fits:{one}" + "-" * 25, {"one": EntryKey})
    with pytest.raises(TypeError, match="101 characters"):
        declared("test:long:{one}" + "-" * 26, {"one": EntryKey})
    with pytest.raises(TypeError, match="101 characters"):
        declared("test:list:{one}" + "-" * 26, {"one": Packed})


@pytest.mark.parametrize(
    ("form", "types"),
    [
        ("test:missing", {"one": int}),
        ("test:unknown:{other}", {"one": int}),
        ("test:twice:{one}:{one}", {"one": int}),
        ("test:float:{one}", {"one": float}),
        ("test:flag:{one}", {"one": bool}),
    ],
)
def test_a_form_that_does_not_fit_the_fields_cannot_be_declared(form: str, types: dict[str, Any]) -> None:
    """It fails as the module is imported, not when the first button is shown."""
    with pytest.raises(TypeError):
        declared(form, types)


def declared(form: str, types: dict[str, Any]) -> type[Any]:
    """A kind of state with these fields, made as a class statement makes it."""
    return new_class("Declared", (CustomId,), {"form": form}, lambda body: body.update(__annotations__=types))
