"""Numbers of the platform that validation and rendering share.

Source: Discord's developer documentation (August 2026) and the source of discord.py 2.7.1, which truncates nothing.
All lengths are in characters unless a name says otherwise.
"""

from typing import Final

MESSAGE_CONTENT: Final = 2000
EMBED_TITLE: Final = 256
EMBED_DESCRIPTION: Final = 4096
EMBED_FIELDS: Final = 25
EMBED_FIELD_NAME: Final = 256
EMBED_FIELD_VALUE: Final = 1024
EMBED_FOOTER: Final = 2048
EMBEDS_TOTAL: Final = 6000
EMBEDS_PER_MESSAGE: Final = 10
COMPONENT_ROWS: Final = 5
BUTTONS_PER_ROW: Final = 5
BUTTON_LABEL: Final = 80
BUTTON_URL: Final = 512
CUSTOM_ID: Final = 100
SELECT_OPTIONS: Final = 25
SELECT_TEXT: Final = 100
SELECT_PLACEHOLDER: Final = 150
AUTOCOMPLETE_CHOICES: Final = 25
AUTOCOMPLETE_TEXT: Final = 100
MODAL_TITLE: Final = 45
MODAL_COMPONENTS: Final = 5
MODAL_LABEL: Final = 45
TEXT_INPUT: Final = 4000

SNOWFLAKE: Final = 2**63 - 1
"""The greatest id of Discord's and of ours: Discord's need 63 bits for a long time to come."""
NUMBER: Final = 2**31 - 1
"""The greatest number of a page, an option or a revision, which the database keeps in 32 bits."""

ID_LENGTH: Final = 32
"""Topic, entry and subject ids: ``topic/entry``, a question id and a snowflake must fit into one custom_id."""
