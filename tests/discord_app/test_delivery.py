"""What breaks on the way to Discord is made again, and stands there once: over real sockets."""

import aiohttp
import discord
import pytest

from bot.discord_app import texts
from bot.discord_app.asking.states import Carried, Open
from bot.discord_app.client import Interaction
from bot.discord_app.context import AT_ONCE, defer
from bot.discord_app.delivery import again
from bot.discord_app.inbox.suggest import suggest_form
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import open_form, replace_deferred, respond
from tests.discord_app.script import key
from tests.discord_app.wire import ALICE, Fault, message
from tests.discord_app.wired import Wired

CALLBACK = "/interactions/*/callback"
ORIGINAL = "/webhooks/*/messages/@original"
FURTHER = "/webhooks/*/token-*"
CHANNEL = "/channels/500/messages"
CUT = None
THINKING = {"type": 5, "data": {"flags": 64}}


@pytest.mark.parametrize("status", [CUT, 503, 520])
@pytest.mark.parametrize("landed", [False, True])
async def test_a_reply_to_a_message_arrives_once(wired: Wired, status: int | None, landed: bool) -> None:
    """Whether the first try had arrived or not: the nonce tells Discord."""
    wired.server.faults.append(Fault("POST", CHANNEL, status, landed=landed))
    await wired.send("how much caffeine?")
    assert len(wired.requests("POST", CHANNEL)) == 2
    assert [one["embeds"][0]["title"] for one in wired.server.posted] == ["Caffeine"]


@pytest.mark.parametrize("landed", [False, True])
async def test_an_answer_to_a_command_arrives_once(
    wired: Wired, caplog: pytest.LogCaptureFixture, landed: bool
) -> None:
    """Discord takes one first answer; to hear that it has one is as good as to be told so."""
    wired.server.faults.append(Fault("POST", CALLBACK, CUT, landed=landed))
    await wired.slash("ask", question="how much caffeine?")
    assert wired.server.answers["900"]["data"]["embeds"][0]["title"] == "Caffeine"
    assert wired.server.shown == []
    assert not [one for one in caplog.records if one.name.startswith("bot")]


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("path", [CALLBACK, ORIGINAL])
async def test_nobody_is_left_with_a_thinking_bot(
    wired: Wired, caplog: pytest.LogCaptureFixture, path: str, landed: bool
) -> None:
    """Neither where the deferral was cut nor where what follows it was."""

    @wired.bot.tree.command(name="slow", description="Takes a while.")
    async def slow(interaction: Interaction) -> None:
        await defer(interaction)
        await replace_deferred(interaction, Reply("Done."))

    wired.server.faults.append(Fault("POST" if path == CALLBACK else "PATCH", path, CUT, landed=landed))
    await wired.slash("slow")
    assert wired.server.answers == {"900": THINKING}
    assert {body["content"] for _, body in wired.server.shown} == {"Done."}
    assert not [one for one in caplog.records if one.name.startswith("bot")]


@pytest.mark.parametrize("landed", [False, True])
async def test_a_form_opens(wired: Wired, caplog: pytest.LogCaptureFixture, landed: bool) -> None:
    """Its connection too may be cut."""

    @wired.bot.tree.command(name="form", description="Opens a form.")
    async def form(interaction: Interaction) -> None:
        await open_form(interaction, suggest_form(None, "Alice"))

    wired.server.faults.append(Fault("POST", CALLBACK, CUT, landed=landed))
    await wired.slash("form")
    assert wired.server.answers["900"]["type"] == discord.InteractionResponseType.modal.value
    assert len(wired.requests("POST", CALLBACK)) == 2
    assert not [one for one in caplog.records if one.name.startswith("bot")]


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize(("method", "path"), [("POST", CALLBACK), ("DELETE", ORIGINAL)])
async def test_the_bin_deletes(
    wired: Wired, caplog: pytest.LogCaptureFixture, method: str, path: str, landed: bool
) -> None:
    """Wherever the connection is cut."""
    wired.server.faults.append(Fault(method, path, CUT, landed=landed))
    await wired.press(Carried(7, 2000, (key("caffeine"),)).encode())
    assert wired.server.answers["900"]["type"] == discord.InteractionResponseType.deferred_message_update.value
    assert {its for its, _ in wired.server.shown} == {"DELETE"}
    assert not [one for one in caplog.records if one.name.startswith("bot")]


async def test_an_error_is_told_over_a_connection_that_breaks(wired: Wired) -> None:
    """The sentence goes through the same door."""
    wired.server.faults.append(Fault("POST", CALLBACK, CUT))
    await wired.press(Open("not/there").encode())
    assert "I no longer have that answer" in wired.server.answers["900"]["data"]["content"]

    @wired.bot.tree.command(name="broken", description="Breaks.")
    async def broken(_interaction: Interaction) -> None:
        raise KeyError

    wired.server.faults.append(Fault("POST", CALLBACK, CUT))
    await wired.slash("broken", number=901)
    assert "Something went wrong on my side" in wired.server.answers["901"]["data"]["content"]


async def test_an_error_after_the_answer_stands_beside_it(wired: Wired) -> None:
    """What was shown stays; what was only waited for is filled."""

    @wired.bot.tree.command(name="late", description="Breaks late.")
    async def late(interaction: Interaction, filled: str) -> None:
        await defer(interaction)
        if filled == "yes":
            await replace_deferred(interaction, Reply("Done."))
        raise KeyError

    await wired.slash("late", filled="yes")
    await wired.slash("late", number=901, filled="no")
    assert [(method, body["content"][:9]) for method, body in wired.server.shown] == [
        ("PATCH", "Done."),
        ("POST", "Something"),
        ("PATCH", "Something"),
    ]


@pytest.mark.parametrize("landed", [False, True])
async def test_a_further_message_for_everybody_is_never_posted_twice(wired: Wired, landed: bool) -> None:
    """It has no nonce: the person is shown the answer instead, and told why."""

    @wired.bot.tree.command(name="public", description="Answers late, and for everybody.")
    async def public(interaction: Interaction) -> None:
        await defer(interaction)
        await respond(interaction, Reply("The answer."), private=False)

    wired.server.faults.append(Fault("POST", FURTHER, CUT, landed=landed))
    await wired.slash("public")
    assert len(wired.requests("POST", FURTHER)) == 1
    assert [body["content"] for method, body in wired.server.shown if method == "PATCH"] == [
        texts.POSTED,
        f"{texts.MAYBE_POSTED}\n\nThe answer.",
    ]


async def test_a_further_private_message_is_repeated(wired: Wired) -> None:
    """One person sees it twice at worst."""

    @wired.bot.tree.command(name="twice", description="Says two things.")
    async def twice(interaction: Interaction) -> None:
        await respond(interaction, Reply("One."), private=True)
        await respond(interaction, Reply("Two."), private=True)

    wired.server.faults.append(Fault("POST", FURTHER, CUT))
    await wired.slash("twice")
    assert [(method, body["content"]) for method, body in wired.server.shown] == [("POST", "Two.")]


async def test_an_edited_answer_and_a_deleted_one_survive_a_cut(wired: Wired, caplog: pytest.LogCaptureFixture) -> None:
    """And a 503, which the library does not repeat."""
    await wired.send("how much caffeine?")
    for method in ("PATCH", "DELETE"):
        wired.server.faults.extend(Fault(method, f"{CHANNEL}/*", status) for status in (CUT, 503))
    edited = {"content": "what does it cost?", "edited_timestamp": "2026-01-01T00:00:10+00:00"}
    await wired.event("MESSAGE_UPDATE", message(id="55", author=ALICE) | edited)
    await wired.event("MESSAGE_DELETE", {"id": "55", "channel_id": "500"})
    assert [len(wired.requests(method, f"{CHANNEL}/*")) for method in ("PATCH", "DELETE")] == [3, 3]
    assert not [one for one in caplog.records if one.name.startswith("bot")]


async def test_tries_of_a_first_answer_end_within_three_seconds(wired: Wired) -> None:
    """Discord waits no longer."""
    wired.server.faults.append(Fault("POST", CALLBACK, CUT, times=4))
    await wired.slash("ask", question="how much caffeine?")
    assert sum(AT_ONCE) < 3
    assert len(wired.requests("POST", CALLBACK)) >= 1 + len(AT_ONCE)


class Flaky:
    """A request that fails with each of these in turn, and then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = [*errors]
        self.tries = 0

    async def __call__(self) -> str:
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)
        return "sent"


def refused(status: int) -> discord.HTTPException:
    """An answer of Discord's that says no."""

    class Response:
        reason = "Refused"

        def __init__(self) -> None:
            self.status = status

    kind = discord.DiscordServerError if status >= 500 else discord.HTTPException
    return kind(Response(), {"code": 0, "message": "No."})  # type: ignore[arg-type]


LOST = [
    ConnectionResetError(),
    aiohttp.ServerDisconnectedError(),
    aiohttp.ClientOSError(),
    aiohttp.ClientPayloadError(),
    aiohttp.ServerTimeoutError(),
    refused(503),
    refused(529),
]


@pytest.mark.parametrize("error", LOST, ids=repr)
async def test_what_the_library_leaves_is_repeated(error: Exception) -> None:
    flaky = Flaky(error, error)
    assert await again(flaky, pauses=(0, 0)) == "sent"
    assert flaky.tries == 3


@pytest.mark.parametrize("error", LOST, ids=repr)
async def test_the_last_failure_is_the_callers(error: Exception) -> None:
    flaky = Flaky(error, error, error)
    with pytest.raises(type(error)):
        await again(flaky, pauses=(0, 0))


@pytest.mark.parametrize("error", [KeyError("other"), refused(500), refused(504), refused(429), refused(403)], ids=repr)
async def test_what_the_library_repeated_or_no_repetition_mends_is_not(error: Exception) -> None:
    flaky = Flaky(error)
    with pytest.raises(type(error)):
        await again(flaky, pauses=(0, 0))
    assert flaky.tries == 1
