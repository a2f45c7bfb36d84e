"""A hub of models on this machine, which speaks HTTP as the real one does."""

import hashlib
import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

REVISION = "0123456789abcdef0123456789abcdef01234567"
LARGE = 400
"""Bytes from which the hub keeps a file apart from git, and knows its SHA-256."""


@dataclass
class Hub:
    """What it has, and what it was asked."""

    files: dict[str, bytes]
    """By their paths in the repository."""
    repository: str
    address: str = ""
    asked: list[str] = field(default_factory=list)
    """The paths asked for, oldest first."""
    cut_off: str = ""
    """A file of which only the half is sent."""
    tree: list[dict[str, Any]] | None = None
    """What it says of the files, in place of the truth."""

    @property
    def files_asked(self) -> list[str]:
        """The files asked for."""
        return [path.rpartition(f"/{REVISION}/")[2] for path in self.asked if path.startswith("/cdn/")]

    def answer(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers for a path."""
        api = f"/api/models/{self.repository}"
        if path == f"{api}/revision/main":
            return 200, json.dumps({"id": self.repository, "sha": REVISION}).encode(), {}
        if path == f"{api}/tree/{REVISION}?recursive=true":
            return 200, json.dumps(self.tree or self._tree()).encode(), {}
        there = f"/{self.repository}/resolve/{REVISION}/"
        if path.startswith(there) and path.removeprefix(there) in self.files:
            return 302, b"", {"Location": f"{self.address}/cdn{path}"}  # large files are kept elsewhere
        file = path.removeprefix(f"/cdn{there}")
        return (200, self.files[file], {}) if file in self.files else (404, b"Entry not found", {})

    def _tree(self) -> list[dict[str, Any]]:
        return [{"type": "directory", "path": "onnx", "oid": "0"}, *map(self._listed, self.files)]

    def _listed(self, path: str) -> dict[str, Any]:
        content = self.files[path]
        oid = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()  # noqa: S324 - as git does
        listed: dict[str, Any] = {"type": "file", "path": path, "size": len(content), "oid": oid}
        if len(content) >= LARGE:
            listed["lfs"] = {"oid": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 1}
        return listed


@contextmanager
def serving(folder: Path, repository: str, model_file: str = "model.onnx") -> Generator[Hub]:
    """A hub that has the files of a folder; ``model.onnx`` by another name if need be."""
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    files[model_file] = files.pop("model.onnx")
    hub = Hub(files, repository)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hub.asked.append(self.path)
            status, body, headers = hub.answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            is_cut_off = bool(hub.cut_off) and self.path.endswith(f"/{hub.cut_off}") and status == 200
            self.wfile.write(body[: len(body) // 2] if is_cut_off else body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
