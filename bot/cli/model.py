"""``model``: fetches the model of meaning, once."""

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.progress import progress_bar
from bot.cli.say import say
from bot.cli.session import ConfigOption, settings
from bot.semantic import texts

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.semantic.files import ModelFiles
    from bot.semantic.model import SentenceModel

_QUESTIONS: Final = (
    "How does it work?",
    "What does it cost?",
    "Can I get a refund when I changed my mind?",
    "where do i find the list of all commands",
    "my account is locked and the code that you sent me does not arrive",
)
"""Of usual length, to measure with."""
_TIMES: Final = 10
_MB: Final = 1e6


def model(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A name that fastembed knows; the configured.")] = "",
    config: ConfigOption = None,
) -> None:
    """Fetch the model of meaning that answers.model names, once. The bot itself fetches nothing."""
    from bot.app import prepare_data_folder
    from bot.private_files import private_files
    from bot.semantic.fetching import fetch
    from bot.semantic.files import MODELS, find_model
    from bot.semantic.pinned import SUGGESTED

    chosen = settings(config)
    wanted = name or chosen.answers.model or SUGGESTED
    models = chosen.data.folder / MODELS
    own = Path(wanted).is_dir()
    if not own:
        prepare_data_folder(chosen.data.folder)
        with private_files(), progress_bar(texts.FETCHING) as progress:
            fetch(wanted, models, progress)
    found = find_model(wanted, models)
    say(_what(found))
    say(_cost(found))
    if chosen.answers.model != wanted:
        say(texts.USE_IT.format(name=found.name or wanted))


def _what(found: "ModelFiles") -> str:
    sentence = texts.OWN_FOLDER if found.name is None else texts.FETCHED
    return sentence.format(name=found.name, folder=found.folder, size=found.size / _MB, revision=found.revision)


def _cost(found: "ModelFiles") -> str:
    """What it takes, measured: most of the memory is for the libraries that run it."""
    from bot.semantic.model import SentenceModel

    before = _memory()
    loaded = SentenceModel(found)
    milliseconds = _milliseconds(loaded)
    if before is None or (after := _memory()) is None:
        return texts.TAKES_TIME.format(milliseconds=milliseconds)
    return texts.TAKES.format(memory=(after - before) / _MB, milliseconds=milliseconds)


def _milliseconds(loaded: "SentenceModel") -> float:
    """Of the median question."""
    taken: list[float] = []
    for question in _QUESTIONS * _TIMES:
        start = perf_counter()
        loaded.vector(question)
        taken.append(perf_counter() - start)
    return 1000 * sorted(taken)[len(taken) // 2]


def _memory() -> int | None:
    """The most bytes that this process had in memory so far; ``None`` on Windows, which counts otherwise."""
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
