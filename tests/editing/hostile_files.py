"""Files that somebody might upload to break the bot, or to have it say what they like."""

from typing import Final

HEADER: Final = "topic: ops\ntitle: MLOps vs DevOps\nsubjects:\n  mlops: {name: MLOps}\n  devops: {name: DevOps}\n"


def with_entry(body: str, header: str = HEADER) -> bytes:
    return f"{header}entries:\n{body}".encode()


def titled(title: str) -> bytes:
    return with_entry(f"  cost:\n    title: {title}\n    mlops: a\n    devops: b\n")


def identified(entry_id: str) -> bytes:
    return with_entry(f"  {entry_id}:\n    title: Cost\n    mlops: a\n    devops: b\n")


def of_topic(topic_id: str) -> bytes:
    return HEADER.replace("topic: ops", f"topic: {topic_id}").encode()


def _laughs() -> str:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


HOSTILE: Final[dict[str, bytes]] = {
    # nothing, or nothing of ours
    "empty": b"",
    "only spaces": b"  \n\n",
    "only a comment": b"# nothing\n",
    "a text": b"hello",
    "a list": b"- a\n- b\n",
    "a number": b"42",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "an archive": b"PK\x03\x04" + bytes(200),
    "zeros": bytes(100_000),
    "a web page": b"<html><script>alert(1)</script></html>",
    "json of somebody else": b'{"a": {"b": [1, 2, 3]}}',
    # encodings
    "utf-16": HEADER.encode("utf-16"),
    "utf-16 without a mark": HEADER.encode("utf-16-le"),
    "utf-32": HEADER.encode("utf-32"),
    "latin-1": titled("Caf\u00e9").decode().encode("latin-1"),
    "cut within a character": "topic: caf\u00e9".encode()[:-1],
    "overlong encoding": b"topic: \xc0\xaf\n",
    "surrogates": b"topic: \xed\xa0\x80\n",
    "control characters": b"topic: ops\x00\x07\x1b[2J\n",
    "line separators": "topic: ops\u2028title: x\n".encode(),
    # bombs
    "a billion laughs": _laughs().encode(),
    "an alias": with_entry("  cost: &c {title: Cost, mlops: a, devops: b}\n  price: *c\n"),
    "an alias to itself": b"a: &a [*a]\n",
    "a merge key": with_entry("  cost:\n    <<: {title: Cost}\n    mlops: a\n    devops: b\n"),
    "deep brackets": b"[" * 25_000,
    "deep braces": b"{a: " * 25_000,
    "deep mappings": "".join(f"{' ' * depth}a:\n" for depth in range(2_000)).encode(),
    "deep lists": b"- " * 50_000,
    "many keys": "".join(f"k{number}: v\n" for number in range(50_000)).encode(),
    "many items": b"synonyms: [" + b"a," * 600_000 + b"]",
    "many documents": b"---\na: b\n" * 10_000,
    "many directives": b"%TAG ! tag:x,2000:\n" * 10_000,
    "20 MB": b"#" * 20_000_000,
    "a line of 3 MB": b"topic: " + b"x" * 3_000_000,
    "tags": b"!!python/object/apply:os.system ['touch /tmp/owned']\n",
    "a tag on a value": with_entry("  cost: !!python/name:os.system {title: x}\n"),
    # keys and values
    "a key twice": HEADER.encode() + b"title: again\n",
    "an entry twice": with_entry("  a: {title: A, both: x}\n  a: {title: B, both: y}\n"),
    "no topic": b"title: x\nentries: {}\n",
    "a topic that is a list": b"topic: [a]\ntitle: x\n",
    "words that are no text": titled("no"),
    "an unknown key": with_entry("  cost:\n    title: Cost\n    mlops: a\n    devops: b\n    exec: rm\n"),
    "an entry without anything": with_entry("  cost: {}\n"),
    "a title too long": titled("x" * 5_000),
    "a link that is no link": with_entry(
        "  cost:\n    title: Cost\n    both: x\n    links: [{label: x, url: 'javascript:alert(1)'}]\n"
    ),
    "hiding in the base": HEADER.encode() + b"hide: [cost]\n",
    # paths
    "a path as topic": of_topic("../../etc/passwd"),
    "an absolute path as topic": of_topic("/etc/passwd"),
    "a windows path as topic": of_topic(r"..\\..\\boot.ini"),
    "a path as entry": identified("../../../owned"),
    "dots as entry": identified("'..'"),
    "a null in an id": identified('"a\\0b"'),
    # markup and mentions in ids, which are quoted back
    "a mention as entry": identified("'@everyone'"),
    "a user's mention as entry": identified("'<@123456789012345678>'"),
    "markup as entry": identified("'**bold** [x](https://evil.example)'"),
    "a code block as key": b"'```\\n@everyone': x\n",
    "a mention in a title": titled("'@everyone look'"),
    "a user's mention in a title": titled("'<@123456789012345678>'"),
    "an invite as key": b"'discord.gg/abcdef': x\n",
    "right to left": identified("'\u202egnp.exe'"),
}
"""Each must be refused with a sentence that names the place."""

CHEEKY_TITLE: Final = "**loud** [free](https://evil.example) ```x"
CHEEKY: Final = with_entry(f"  cost:\n    title: '{CHEEKY_TITLE}'\n    mlops: '|| spoiler'\n    devops: '# loud'\n")
"""A valid file, whose markup must be shown letter by letter."""
