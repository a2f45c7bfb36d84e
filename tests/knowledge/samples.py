"""Small knowledge files for the tests of this room, and a way to put them on disk."""

from pathlib import Path

HEADER = """\
topic: coffee
title: Filter vs espresso
source: {name: A book, url: "https://example.org/book"}
subjects:
  filter: {name: Filter coffee, aliases: [drip]}
  espresso: {name: Espresso}
synonyms:
  - [cup, mug]
"""
ENTRIES = """\
entries:
  taste:
    title: Taste
    aliases: [flavour]
    questions: ["How does it taste?"]
    filter: Mild.
    espresso: |
      Strong,
      and short.
    both: Good.
    see_also: [shop]
  shop:
    title: Shop
    answer: Around the corner.
    links: [{label: Map, url: "https://example.org/map"}]
"""
GOOD = HEADER + ENTRIES


def write_folder(folder: Path, **files: str) -> Path:
    """Write each keyword as ``<name>.yaml`` into ``folder``, byte for byte."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_bytes(text.encode())
    return folder
