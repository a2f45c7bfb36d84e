"""The configuration: what is read, what is refused and in which words, and that the example shows every key."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.config import Channel, Config, ConfigError, load_config, read_token

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"


def write(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refusal(folder: Path, text: str) -> str:
    file = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    return str(caught.value).replace(str(file), "config.toml")


def keys(model: BaseModel, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from keys(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def test_without_a_file_every_key_has_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config() == Config()


def test_config_toml_of_the_current_folder_is_read_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "[usage]\nretention_days = 7\n")
    monkeypatch.chdir(tmp_path)
    assert load_config().usage.retention_days == 7


def test_the_example_shows_every_key_with_its_default_and_one_line_of_explanation() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    shown = tomllib.loads(text)
    lines = text.splitlines()
    for dotted, default in keys(Config()):
        section, key = dotted.split(".")
        assert key in shown.get(section, {}), f"config.example.toml lacks {dotted}"
        value = shown[section][key]
        expected = (
            "" if default is None else [] if default == () else str(default) if isinstance(default, Path) else default
        )
        assert value == expected, f"config.example.toml shows another default of {dotted}"
        number = next(index for index, line in enumerate(lines) if re.match(rf"{key}\s*=", line))
        assert lines[number - 1].startswith("# "), f"config.example.toml explains {dotted} nowhere"
        assert not lines[number - 2].startswith("# "), f"{dotted} takes more than one line"


def test_the_example_is_a_configuration_like_any_other(tmp_path: Path) -> None:
    file = write(tmp_path, EXAMPLE.read_text(encoding="utf-8"))
    config = load_config(file)
    assert config.knowledge.folder == tmp_path / "knowledge"
    assert config.discord == Config().discord
    assert config.answers == Config().answers


def test_values_are_read(tmp_path: Path) -> None:
    config = load_config(
        write(
            tmp_path,
            """
            [discord]
            message_content = true
            cooldown_seconds = 0
            moderator_roles = [42]
            [[discord.channels]]
            id = 1
            mode = "ask"
            [[discord.channels]]
            id = 2
            mode = "listen"
            [data]
            folder = "/var/lib/versus"
            """,
        )
    )
    assert config.discord.channels == (Channel(id=1, mode="ask"), Channel(id=2, mode="listen"))
    assert config.discord.cooldown_seconds == 0
    assert config.discord.moderator_roles == (42,)
    assert config.data.folder == Path("/var/lib/versus")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[discord]\nmesage_content = true\n",
            "config.toml:2: there is no key discord.mesage_content; did you mean discord.message_content?",
        ),
        (
            "[answer]\ncaution = 'careful'\n",
            "config.toml:1: there is no key answer; did you mean answers?",
        ),
        (
            "[log]\ncolour = true\n",
            "config.toml:2: there is no key log.colour; I know level.",
        ),
        (
            "\n[answers]\nprivate = 1\n",
            "config.toml:3: answers.private should be true or false, without quotes.",
        ),
        (
            "[answers]\ncaution = 'bold'\n",
            "config.toml:2: answers.caution should be 'careful', 'balanced' or 'helpful'.",
        ),
        (
            "[usage]\nretention_days = '30'\n",
            "config.toml:2: usage.retention_days should be a whole number, without quotes.",
        ),
        (
            "[usage]\nretention_days = 0\n",
            "config.toml:2: usage.retention_days should be greater than or equal to 1.",
        ),
        (
            "[knowledge]\neditors = 5\n",
            "config.toml:2: knowledge.editors should be a list in square brackets.",
        ),
        (
            "discord = 5\n",
            "config.toml:1: discord should be a section of its own.",
        ),
        (
            "[[discord.channels]]\nid = 1\nmode = 'ask'\n[[discord.channels]]\nid = 2\nmode = 'asks'\n",
            "config.toml:6: discord.channels[1].mode should be 'ask' or 'listen'.",
        ),
        (
            "[discord]\nmessage_content = true\nchannels = [{id = 1}]\n",
            "config.toml:3: discord.channels[0].mode is missing.",
        ),
        (
            "[discord]\nmessage_content = true\nchannels = [{id = 1, mode = 'ask'}, {id = 1, mode = 'listen'}]\n",
            "config.toml:1: discord names channel 1 twice: keep one of the two modes.",
        ),
        (
            "[data\n",
            "config.toml is not valid TOML: Expected ']' at the end of a table declaration (at line 1, column 6).",
        ),
    ],
)
def test_a_wrong_key_is_named_with_its_line_and_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


def test_every_wrong_key_is_named_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = refusal(tmp_path, "[log]\nlevel = 'loud'\n[data]\nfolder = 3\n[usage]\nvotes = 2\n").splitlines()
    assert [line.split(": ")[0] for line in lines] == ["config.toml:2", "config.toml:4", "config.toml:6"]


def test_a_channel_without_message_content_says_what_to_switch_on(tmp_path: Path) -> None:
    said = refusal(tmp_path, "[discord]\nchannels = [{id = 1, mode = 'ask'}]\n")
    assert "message_content = true" in said
    assert "Message Content Intent" in said


@pytest.mark.parametrize("text", ["[discord]\ntoken = 'abc.SECRET'\n", "DISCORD_TOKEN = 'abc.SECRET'\n"])
def test_a_token_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    said = refusal(tmp_path, text)
    assert "a token doesn't belong in this file" in said
    assert "SECRET" not in said


def test_a_secret_under_a_wrong_key_or_of_a_wrong_type_is_not_repeated(tmp_path: Path) -> None:
    assert "SECRET" not in refusal(tmp_path, "[data]\ndatabase = ['SECRET']\ndb = 'SECRET'\n")


def test_a_password_in_the_database_url_stays_out_of_the_repr(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, "[data]\ndatabase = 'postgresql+asyncpg://bot:SECRET@host/db'\n"))
    assert "SECRET" not in repr(config)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"I can't read the configuration .*nowhere\.toml: No such file"):
        load_config(tmp_path / "nowhere.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes("[data]\nfolder = 'Käse'\n".encode("latin-1"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(file)


def test_the_token_comes_from_the_environment_first(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-file\n", encoding="utf-8")
    config = load_config(write(tmp_path, "[discord]\ntoken_file = 'token'\n"))
    assert read_token(config, {"DISCORD_TOKEN": " from-environment "}).get_secret_value() == "from-environment"
    assert read_token(config, {}).get_secret_value() == "from-file"


def test_a_token_shows_in_no_repr_or_text() -> None:
    token = read_token(Config(), {"DISCORD_TOKEN": "abc.SECRET"})
    assert "SECRET" not in f"{token!r} {token}"


def test_without_a_token_it_says_what_to_do() -> None:
    with pytest.raises(ConfigError) as caught:
        read_token(Config(), {})
    for needed in ("https://discord.com/developers/applications", "DISCORD_TOKEN", "token_file", "preview"):
        assert needed in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"), [("", "is empty"), (None, r"I can't read the token file .*: No such file or directory\.$")]
)
def test_a_token_file_that_holds_none_is_named(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "token").write_text(content, encoding="utf-8")
    config = load_config(write(tmp_path, "[discord]\ntoken_file = 'token'\n"))
    with pytest.raises(ConfigError, match=said):
        read_token(config, {})


def test_a_mangled_token_is_refused_without_repeating_it() -> None:
    with pytest.raises(ConfigError, match="copy it again") as caught:
        read_token(Config(), {"DISCORD_TOKEN": "abc SECRET"})
    assert "SECRET" not in str(caught.value)
