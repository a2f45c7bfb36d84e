"""Drives the preview's page over HTTP, as the browser does."""

from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp


class PreviewPage:
    """One open page. Every action answers with the channel as its viewer then sees it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._http = aiohttp.ClientSession(
            f"{parts.scheme}://{parts.netloc}",
            headers={"X-Simcord-Capability": parts.fragment},
            raise_for_status=True,
        )
        self._sequence = 0
        self.state: dict[str, Any] = {}

    async def __aenter__(self) -> Self:
        try:
            async with self._http.post("/api/pages", json={}) as response:
                self.state = await response.json()
        except BaseException:
            await self._http.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    async def act(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Do something on the page, wait until the bot has settled, and look again."""
        result = await self._post(kind, fields)
        async with self._http.get("/api/state", headers=self._headers) as response:
            self.state = await response.json()
        return result

    async def end(self) -> None:
        """Press "End preview session"."""
        await self._post("close", {})

    async def _post(self, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        self._sequence += 1
        body = {
            "protocol_version": self.state["protocolVersion"],
            "sequence": self._sequence,
            "request_id": f"test-{self._sequence}",
            "generation": self.state["context"]["generation"],
            "bot_generation": self.state["botGeneration"],
            "published_revision": self.state["publishedRevision"],
            "kind": kind,
            **fields,
        }
        async with self._http.post("/api/action", json=body, headers=self._headers) as response:
            return await response.json()

    async def send(self, text: str) -> dict[str, Any]:
        """Type into the channel."""
        return await self.act("send_message", content=text)

    async def press(self, label: str) -> dict[str, Any]:
        """Press the last button of that label."""
        found = [button for message in self.messages for button in _buttons(message) if button.get("label") == label]
        key = found[-1]["control_key"]
        return await self.act("click", control_key=key, target_id=key.split(":")[1])

    @property
    def _headers(self) -> dict[str, str]:
        return {"X-Simcord-Context": self.state["context"]["id"]}

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What stands in the channel, oldest first."""
        return [self.state["messages"][key] for key in self.state["timeline"]]


def _buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [button for row in message["components"] for button in row.get("components", ())]
