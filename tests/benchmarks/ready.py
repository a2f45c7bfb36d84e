"""``python -m tests.benchmarks.ready DATA_FOLDER``: start as ``run`` does, stop before Discord, and say what it took.

It imports what ``run`` imports, opens the database, loads the project's knowledge base and starts the workers. Prints
one JSON object: ``seconds`` from the first import on, and ``mb``, the resident memory in mebibytes.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

_KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


async def _measure(data: str) -> None:
    start = time.perf_counter()
    from bot.app import open_app
    from bot.config import Config
    from bot.discord_app import features, run  # noqa: F401  both are part of the start of `run`

    folders = {"data": {"folder": data}, "knowledge": {"folder": str(_KNOWLEDGE)}}
    async with open_app(Config.model_validate(folders)):
        took = time.perf_counter() - start
        import psutil

        print(json.dumps({"seconds": took, "mb": psutil.Process().memory_info().rss / 2**20}))


if __name__ == "__main__":
    asyncio.run(_measure(sys.argv[1]))
