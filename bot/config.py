"""The operator's configuration: read once, at the door, and handed in."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, Self, cast, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails

from bot.closest import meant
from bot.errors import VersusError

TOKEN_VARIABLE = "DISCORD_TOKEN"  # noqa: S105  the variable's name, not its value
DEFAULT_FILE = Path("config.toml")

Token = SecretStr
"""A bot token. Its ``repr`` and ``str`` show stars; only ``get_secret_value()`` gives it away."""


class ConfigError(VersusError):
    """The configuration can't be used; the message names each wrong key, one a line."""


def _beside_the_file(path: Path, info: ValidationInfo) -> Path:
    context = cast("dict[str, Path]", info.context or {})
    return context.get("base", Path()) / path.expanduser()


def _as_typed(value: object) -> object:
    return str(value) if isinstance(value, Path) else value  # a default, as a file would have it


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


LocalPath = Annotated[Path, BeforeValidator(_as_typed), AfterValidator(_beside_the_file)]
Snowflake = Annotated[int, Field(gt=0, lt=2**63)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class Channel(_Section):
    """A channel in which every message is read."""

    id: Snowflake
    mode: Literal["ask", "listen"]


class DiscordConfig(_Section):
    """How the bot meets Discord."""

    token_file: Annotated[LocalPath | None, BeforeValidator(_none_if_empty)] = None
    message_content: bool = False
    channels: tuple[Channel, ...] = ()
    moderator_roles: tuple[Snowflake, ...] = ()
    cooldown_seconds: float = Field(default=3.0, ge=0, le=3600, allow_inf_nan=False)

    @model_validator(mode="after")
    def _channels_can_be_read(self) -> Self:
        if self.channels and not self.message_content:
            raise ValueError(
                "names channels in which I must read every message: set message_content = true in [discord], and "
                'switch on "Message Content Intent" on the Bot page of your application at '
                "https://discord.com/developers/applications"
            )
        ids = [channel.id for channel in self.channels]
        twice = next((channel_id for channel_id in ids if ids.count(channel_id) > 1), None)
        if twice is not None:
            raise ValueError(f"names channel {twice} twice: keep one of the two modes")
        return self


class KnowledgeConfig(_Section):
    """What the bot knows, and which servers may change it."""

    folder: LocalPath = Path("knowledge")
    editors: tuple[Snowflake, ...] = ()
    edits: Literal["save", "propose"] = "save"
    """Whether saving in Discord takes effect at once, or waits for review."""
    overlay_entries: int = Field(default=2_000, ge=1)
    overlay_bytes: int = Field(default=500_000, ge=1)


def _folder_beside_the_file(chosen: str, info: ValidationInfo) -> str:
    folder = _beside_the_file(Path(chosen), info)
    return str(folder) if chosen and folder.is_dir() else chosen


class AnswersConfig(_Section):
    """How the bot answers."""

    caution: Literal["careful", "balanced", "helpful"] = "balanced"
    private: bool = False
    buttons: bool = True
    model: Annotated[str, AfterValidator(_folder_beside_the_file)] = ""
    """The model of meaning: a name that fastembed knows, or a folder; empty for none."""


class UsageConfig(_Section):
    """What is kept about what was asked."""

    store_questions: bool = True
    retention_days: int = Field(default=30, ge=1, le=3650)
    votes_needed: int = Field(default=3, ge=1, le=1000)


class DataConfig(_Section):
    """Where the bot keeps its data."""

    folder: LocalPath = Path("data")
    database: str = Field(default="", repr=False)
    """A SQLAlchemy URL, which may hold a password; empty for SQLite in the data folder."""


class LogConfig(_Section):
    """How much the bot says about its work."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class Config(_Section):
    """Every setting, with the default of each. Paths are relative to the configuration file."""

    discord: DiscordConfig = DiscordConfig()
    knowledge: KnowledgeConfig = KnowledgeConfig()
    answers: AnswersConfig = AnswersConfig()
    usage: UsageConfig = UsageConfig()
    data: DataConfig = DataConfig()
    log: LogConfig = LogConfig()


def load_config(path: Path | None = None) -> Config:
    """The configuration in ``path``; without one, ``config.toml`` of the current folder, or else the defaults.

    Raises:
        ConfigError: it names every wrong key with its line.
    """
    if path is None:
        if not DEFAULT_FILE.is_file():
            return Config()
        path = DEFAULT_FILE
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"I can't read the configuration {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text: save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from error
    try:
        # JSON's strict mode is TOML's own idea of types: no "3" for 3, yet a list for a tuple and text for a path.
        return Config.model_validate_json(json.dumps(values, default=str), strict=True, context={"base": path.parent})
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(error, path, text, Config))) from None


def read_token(config: Config, environ: Mapping[str, str]) -> Token:
    """The bot's token, from the environment or else from ``token_file``.

    Raises:
        ConfigError: there is none; it says what to do.
    """
    token = environ.get(TOKEN_VARIABLE, "").strip()
    file = config.discord.token_file
    if not token and file is not None:
        try:
            token = file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigError(f"I can't read the token file {file}: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise ConfigError(f"I can't read the token file {file}: it is not text.") from error
        if not token:
            raise ConfigError(f"The token file {file} is empty: put the bot's token into it.")
    if not token:
        raise ConfigError(
            "I need a bot token. Create an application at https://discord.com/developers/applications, copy the token "
            f"from its Bot page, and put it in the environment variable {TOKEN_VARIABLE} or in a file that "
            "discord.token_file names. To try the bot without Discord: python -m bot preview"
        )
    if not token.isascii() or any(character.isspace() for character in token):
        raise ConfigError("The bot token holds a space or a character no token has: copy it again from the Bot page.")
    return Token(token)


# What is wrong with a file, each problem with its line.
_TOKEN_KEYS = {"token", "discord_token", "bot_token"}
_WORDS = {
    "bool_type": "should be true or false, without quotes",
    "int_type": "should be a whole number, without quotes",
    "float_type": "should be a number, without quotes",
    "string_type": "should be text in quotes",
    "path_type": "should be a path in quotes",
    "tuple_type": "should be a list in square brackets",
    "model_type": "should be a section of its own",
    "missing": "is missing",
}

_TABLE = re.compile(r"\s*(\[\[?)([\w.\-\s]+)\]")
_KEY = re.compile(r"\s*([\w.\-]+)\s*=")

_Location = tuple[int | str, ...]


def _explain(error: ValidationError, path: Path, text: str, model: type[BaseModel]) -> Iterator[str]:
    """One sentence for each problem, in the order of the file. What was typed is never repeated: it may be secret."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    placed = sorted((_line_of(text, problem["loc"]), _sentence(problem, model)) for problem in problems)
    for line, sentence in placed:
        yield f"{path}:{line}: {sentence}" if line else f"{path}: {sentence}"


def _sentence(problem: ErrorDetails, model: type[BaseModel]) -> str:
    location = problem["loc"]
    key = _dotted(location)
    if problem["type"] == "extra_forbidden":
        if str(location[-1]).lower() in _TOKEN_KEYS:
            return (
                f"{key}: a token doesn't belong in this file. Put it in the environment variable DISCORD_TOKEN, "
                "or in a file that discord.token_file names."
            )
        return f"there is no key {key}; {_known(location, model)}"
    words = _WORDS.get(problem["type"], problem["msg"].removeprefix("Value error, "))
    return f"{key} {words.replace('Input should', 'should')}."


def _known(location: _Location, model: type[BaseModel]) -> str:
    fields = list(_model_at(location[:-1], model).model_fields)
    close = meant(str(location[-1]), fields)
    return f"did you mean {_dotted((*location[:-1], close))}?" if close else f"I know {', '.join(fields)}."


def _model_at(location: _Location, model: type[BaseModel]) -> type[BaseModel]:
    for part in location:
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation
            model = next(_models(annotation, *get_args(annotation)))
    return model


def _models(*kinds: object) -> Iterator[type[BaseModel]]:
    yield from (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel))


def _dotted(location: _Location) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")


def _line_of(text: str, location: _Location) -> int:
    """The line (from 1) of the key, or of the closest table around it; 0 where the file does not show it.

    A scan for ``[table]`` and ``key =`` lines: enough for files as people write them, and a miss only costs the number.
    """
    table: _Location = ()
    nth: Counter[_Location] = Counter()
    best = (0, 0)
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = tuple(part.strip() for part in header[2].split("."))
            if header[1] == "[[":
                nth[table] += 1
                table = (*table, nth[table] - 1)
            found = table
        elif key := _KEY.match(line):
            found = (*table, *key[1].split("."))
        else:
            continue
        if found == location[: len(found)] and len(found) > best[0]:
            best = (len(found), number)
    return best[1]
