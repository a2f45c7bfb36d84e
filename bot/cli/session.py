"""What all commands share: the options, the configuration and the knowledge they name, and the way they write."""

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.plain import TextStyle
from bot.cli.progress import progress_bar
from bot.cli.say import bold, say
from bot.config import Config, ConfigError, load_config
from bot.semantic import texts as semantic
from bot.texts import terminal

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.serving.snapshot import Snapshot

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The configuration; config.toml here, if there is one.")
]
KnowledgeOption = Annotated[
    Path | None, typer.Option("--knowledge", metavar="DIR", help="The folder of YAML files, instead of the configured.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object, for programs.")]

_WIDEST = 100


class LogLevel(StrEnum):
    """The least important messages to show."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass
class Session:
    """What the options before the command said."""

    log_level: LogLevel | None = None


def settings(config_file: Path | None, knowledge: Path | None = None) -> Config:
    """The configuration, with the knowledge folder that the command line names in place of its own.

    Raises:
        ConfigError: the configuration is wrong, or that folder does not exist.
    """
    config = load_config(config_file)
    if knowledge is None:
        return config
    if not knowledge.is_dir():
        raise ConfigError(terminal.NO_FOLDER.format(folder=knowledge))
    return config.model_copy(update={"knowledge": config.knowledge.model_copy(update={"folder": knowledge})})


def knowledge_folder(config: Config) -> Path:
    """The configured folder, or the bundled one as long as there is none, as at the first start of ``run``."""
    folder = config.knowledge.folder
    if folder.exists():
        return folder
    from bot.serving.bundle import find_bundle

    if "folder" in config.knowledge.model_fields_set:
        say(terminal.USING_BUNDLED.format(folder=folder), err=True)
    return find_bundle().folder


def open_snapshot(config: Config) -> "Snapshot":
    """The knowledge base to ask."""
    from bot.matching.confidence.calibration import ConfidenceLevel
    from bot.serving.snapshot import load_snapshot

    folder, level = knowledge_folder(config), ConfidenceLevel(config.answers.caution)
    if not config.answers.model:
        return load_snapshot(folder, level)
    from bot.app import open_encoder

    with progress_bar(semantic.ENCODING) as progress:
        return load_snapshot(folder, level, open_encoder(config, progress=progress))


def text_style() -> TextStyle:
    """The terminal's width and bold type; whole lines without style where the output is not a terminal."""
    if not sys.stdout.isatty():
        return TextStyle(width=0)
    width = min(get_terminal_size().columns, _WIDEST)
    return TextStyle(width) if "NO_COLOR" in os.environ else TextStyle(width, bold=bold)
