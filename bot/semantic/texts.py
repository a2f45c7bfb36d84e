"""What is said of the model of meaning."""

from typing import Final

INSTALL: Final = 'pip install "versus-bot[semantic]", or in a clone: pip install ".[semantic]"'
NOT_INSTALLED: Final = (
    f"answers.model needs one more package: {INSTALL}; in Docker: docker compose build --build-arg EXTRAS=semantic"
)
BROKEN_PACKAGE: Final = "fastembed, which answers.model needs, can't be loaded ({error}): install it again."
NOT_FETCHED: Final = "The model {name} is not there yet: python -m bot model fetches it, once."
UNKNOWN: Final = (
    "answers.model names {name}, which is neither a folder nor a model that fastembed knows; the nearest are {near}."
)
FOLDER_LACKS: Final = "The folder {folder}, which answers.model names, lacks {files}."
MODEL_LACKS: Final = "The model in {folder} lacks {files}: python -m bot model fetches it again."
ALTERED: Final = (
    "{file} of the model in {folder} is not what was fetched (its SHA-256 differs): "
    "python -m bot model fetches it again."
)
UNUSABLE: Final = "The model in {folder} can't be used: {error}."
UNREADABLE: Final = "The model in {folder} can't be read: {error}."

UNREACHABLE: Final = "I can't fetch {address}: {reason}. Check this machine's network, then try again."
NO_ROOM: Final = "I can't write the model to {folder}: {error}."
WRONG_FILE: Final = (
    "What came for {address} is not the file that it should be (its SHA-256 differs), so I keep nothing of it. "
    "Try again; if it stays, the server is not to be trusted."
)
UNEXPECTED: Final = "{address} answered something that I can't read: is HF_ENDPOINT an address of a model hub?"
NOT_ON_HUB: Final = "{name} has no file {file} where fastembed expects it, so it can't be fetched."
CUT_OFF: Final = "the connection ended too early"

FETCHING: Final = "Fetching"
ENCODING: Final = "Reading for meaning"
FETCHED: Final = (
    "{name} is in {folder}: {size:,.0f} MB on disk, every file with the SHA-256 it should have. Revision {revision}."
)
OWN_FOLDER: Final = "The model in {folder} is complete: {size:,.0f} MB on disk. There is nothing to fetch."
TAKES: Final = "It takes {memory:,.0f} MB of memory while the bot runs, and here {milliseconds:.1f} ms a question."
TAKES_TIME: Final = "It takes {milliseconds:.1f} ms a question here."
USE_IT: Final = 'To use it, write model = "{name}" under [answers] in the configuration.'

FAILED: Final = "The model of meaning failed (%s). I go on answering by words alone, and try it again in a minute."
RECOVERED: Final = "The model of meaning works again."
