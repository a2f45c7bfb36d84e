"""Writes the schema file anew."""

from bot.knowledge.schema import SCHEMA_FILE, schema_text

SCHEMA_FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
