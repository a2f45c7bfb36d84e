"""A Discord made of real sockets, just large enough to log in, be refused, and hear a question."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

USER = {"id": "1000", "username": "Versus", "discriminator": "0", "avatar": None, "bot": True}
HELLO, IDENTIFY, HEARTBEAT, HEARTBEAT_ACK = 10, 2, 1, 11


@dataclass
class Wire:
    """The server's side of the talk: what it does, and what it saw."""

    token: str
    close_code: int | None = None
    """The code with which IDENTIFY is refused, instead of READY."""
    base: str = ""
    gateway: str = ""
    requests: list[tuple[str, str, Any]] = field(default_factory=list[tuple[str, str, Any]])
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    closed_with: int | None = None
    events: asyncio.Queue[tuple[str, dict[str, Any]]] = field(default_factory=asyncio.Queue[tuple[str, dict[str, Any]]])
    """Gateway events still to be sent, by name."""

    async def rest(self, request: web.Request) -> web.Response:
        """Any REST request: 401 for a wrong token, else an answer plausible enough for discord.py."""
        body = await request.json() if request.can_read_body else None
        self.requests.append((request.method, request.path, body))
        self.arrived.set()
        if not request.path.startswith("/interactions") and request.headers.get("Authorization") != f"Bot {self.token}":
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        if request.path == "/users/@me":
            return _json(USER)
        if request.path == "/gateway/bot":
            limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
            return _json({"url": self.gateway, "shards": 1, "session_start_limit": limits})
        if request.path == "/oauth2/applications/@me":
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
        if request.method == "PUT" and request.path.endswith("/commands"):
            return _json([])
        if request.path.endswith("/messages"):
            return _json(message(id="77", author=USER, content=(body or {}).get("content") or ""))
        return web.Response(status=204)

    async def wait_for(self, method: str, path: str) -> Any:
        """The body of the first such request, once it has come."""
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
