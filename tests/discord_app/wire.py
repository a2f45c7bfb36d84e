"""A Discord made of real sockets, just large enough to log in, be refused, hear a question, and break down."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from aiohttp import WSMsgType, web

ALICE: dict[str, Any] = {"id": "2000", "username": "alice", "discriminator": "0", "avatar": None}
USER = {"id": "1000", "username": "Versus", "discriminator": "0", "avatar": None, "bot": True}
HELLO, IDENTIFY, HEARTBEAT, HEARTBEAT_ACK = 10, 2, 1, 11


@dataclass
class Fault:
    """What becomes of the next requests of a kind."""

    method: str
    path: str
    """A pattern as for file names."""
    status: int | None = None
    """What Discord answers; ``None`` cuts the connection."""
    landed: bool = False
    """Whether the request had its effect all the same."""
    times: int = 1
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when such a request has come."""
    free: asyncio.Event | None = None
    """What the answer waits for."""


@dataclass
class Wire:
    """The server's side of the talk: what it does, and what it saw."""

    token: str
    close_code: int | None = None
    """The code with which IDENTIFY is refused, instead of READY."""
    base: str = ""
    gateway: str = ""
    requests: list[tuple[str, str, Any]] = field(default_factory=list[tuple[str, str, Any]])
    faults: list[Fault] = field(default_factory=list[Fault])
    posted: list[Any] = field(default_factory=list[Any])
    """The messages that stand in channels: of several with one nonce the first."""
    answers: dict[str, Any] = field(default_factory=dict[str, Any])
    """The first answer to each interaction, by the interaction's id."""
    shown: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])
    """What became of answers afterwards: the method (POST for a further message) and the body."""
    number: int = 7000
    """The id of the last message that the bot sent."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    closed_with: int | None = None
    events: asyncio.Queue[tuple[str, dict[str, Any]]] = field(default_factory=asyncio.Queue[tuple[str, dict[str, Any]]])
    """Gateway events still to be sent, by name."""

    async def rest(self, request: web.Request) -> web.Response:
        """Any REST request: 401 for a wrong token, else an answer plausible enough for discord.py."""
        body = await request.json() if request.can_read_body else None
        self.requests.append((request.method, request.path, body))
        fault = next((one for one in self.faults if one.times and _hits(one, request)), None)
        if fault is not None:
            fault.times -= 1
            fault.arrived.set()
            if fault.free is not None:
                await fault.free.wait()
            answer = self._answer(request, body) if fault.landed else None
            if fault.status is None and request.transport is not None:
                request.transport.abort()
            arrives = answer is not None and fault.status == answer.status
            response = answer if answer and arrives else _json({"message": "No."}, fault.status or 500)
        else:
            response = self._answer(request, body)
        self.arrived.set()
        return response

    def _answer(self, request: web.Request, body: Any) -> web.Response:
        """What Discord answers, and does."""
        by_token = request.path.startswith(("/interactions", "/webhooks"))
        if not by_token and request.headers.get("Authorization") != f"Bot {self.token}":
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        if request.path.startswith("/interactions"):
            return self._first_answer(request.path.split("/")[2], body)
        if request.path.startswith("/webhooks"):
            self.shown.append((request.method, body))
            return web.Response(status=204) if request.method == "DELETE" else _json(self._message(body))
        if (about := self._about(request.path)) is not None:
            return about
        if request.method == "PUT" and request.path.endswith("/commands"):
            return _json([])
        if request.path.endswith("/messages"):
            if body["nonce"] not in [one["nonce"] for one in self.posted]:
                self.posted.append(body)
            return _json(self._message(body))
        if request.method == "PATCH":
            return _json(self._message(body))
        return web.Response(status=204)

    def _about(self, path: str) -> web.Response | None:
        """What the bot asks when it logs in."""
        if path == "/users/@me":
            return _json(USER)
        if path == "/gateway/bot":
            limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
            return _json({"url": self.gateway, "shards": 1, "session_start_limit": limits})
        if path == "/oauth2/applications/@me":
            return _json(
                {
                    "id": "1000",
                    "name": "Versus",
                    "icon": None,
                    "description": "",
                    "flags": 0,
                    "bot_public": True,
                    "bot_require_code_grant": False,
                    "verify_key": "",
                    "team": None,
                    "owner": USER,
                }
            )
        return None

    def _first_answer(self, interaction: str, body: Any) -> web.Response:
        if interaction in self.answers:
            return _json({"message": "Interaction has already been acknowledged.", "code": 40060}, 400)
        self.answers[interaction] = body
        return _json({"interaction": {"id": interaction, "type": 2}})

    def _message(self, body: Any) -> dict[str, Any]:
        self.number += 1
        return message(id=str(self.number), author=USER, content=(body or {}).get("content") or "")

    async def wait_for(self, method: str, path: str) -> Any:
        """The body of the first such request, once it has come and been answered."""
        while True:
            for one_method, one_path, body in self.requests:
                if (one_method, one_path) == (method, path):
                    return body
            self.arrived.clear()
            await self.arrived.wait()

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """The gateway: HELLO, then READY or the close code, then the events."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"op": HELLO, "d": {"heartbeat_interval": 41250}}))
        sender: asyncio.Task[None] | None = None
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            op = json.loads(frame.data)["op"]
            if op == HEARTBEAT:
                await socket.send_str(json.dumps({"op": HEARTBEAT_ACK}))
            if op == IDENTIFY and self.close_code is not None:
                await socket.close(code=self.close_code)
            elif op == IDENTIFY:
                sender = asyncio.create_task(self._send_events(socket))
        if sender is not None:
            sender.cancel()
        self.closed_with = socket.close_code
        return socket

    async def _send_events(self, socket: web.WebSocketResponse) -> None:
        ready = {
            "v": 10,
            "user": USER,
            "guilds": [],
            "session_id": "s",
            "resume_gateway_url": self.gateway,
            "application": {"id": "1000", "flags": 0},
            "shard": [0, 1],
        }
        await socket.send_str(json.dumps({"op": 0, "t": "READY", "s": 1, "d": ready}))
        number = 1
        while True:
            name, data = await self.events.get()
            number += 1
            await socket.send_str(json.dumps({"op": 0, "t": name, "s": number, "d": data}))


def interaction(number: int, user: dict[str, Any], data: dict[str, Any], kind: int = 2) -> dict[str, Any]:
    """A command in the bot's direct messages, or a component there, as Discord sends one."""
    return {
        "id": str(number),
        "application_id": USER["id"],
        "type": kind,
        "token": f"token-{number}",
        "version": 1,
        "channel_id": "500",
        "channel": {"id": "500", "type": 1},
        "user": user,
        "locale": "en-GB",
        "context": 1,
        "authorizing_integration_owners": {"0": "0"},
        "entitlements": [],
        "attachment_size_limit": 10_485_760,
        "app_permissions": "0",
        "data": data,
    }


def message(**values: Any) -> dict[str, Any]:
    """A direct message as Discord sends one."""
    defaults: dict[str, Any] = {
        "channel_id": "500",
        "channel_type": 1,
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "components": [],
        "flags": 0,
    }
    return {**defaults, **values}


def _hits(fault: Fault, request: web.Request) -> bool:
    return fault.method == request.method and fnmatch(request.path, fault.path)


def _json(value: Any, status: int = 200) -> web.Response:
    # discord.py reads a body as JSON only for exactly this content type, without a charset.
    return web.Response(body=json.dumps(value).encode(), status=status, headers={"Content-Type": "application/json"})


@asynccontextmanager
async def wire(token: str, close_code: int | None = None) -> AsyncGenerator[Wire]:
    """Serve on a free loopback port for as long as the block lasts."""
    server = Wire(token, close_code)
    app = web.Application()
    app.router.add_get("/socket/", server.socket)
    app.router.add_route("*", "/{path:.*}", server.rest)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server.base, server.gateway = f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}/socket/"
    try:
        yield server
    finally:
        await runner.cleanup()
