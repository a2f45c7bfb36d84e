"""Questions of 4,000 characters that try to be slow or to break something."""

import random
from itertools import cycle, islice
from string import ascii_lowercase

LENGTH = 4000


def hostile(words: list[str]) -> dict[str, str]:
    """What it is, and the text; ``words`` are the knowledge base's own, for the hardest ones."""
    rng = random.Random(LENGTH)
    letters = "".join(rng.choices(ascii_lowercase, k=LENGTH))
    long_words = " ".join(letters[at : at + 63] for at in range(0, LENGTH, 64))
    nearly = " ".join(_changed(rng.choice(words), rng) for _ in range(LENGTH))
    texts = {
        "one letter repeated": "a" * LENGTH,
        "one long word": letters,
        "words of 63 letters": long_words,
        "single letters": " ".join(letters),
        "two letters in turn": "ab" * LENGTH,
        "the same word again": f"{words[0]} " * LENGTH,
        "all known words": " ".join(rng.choices(words, k=LENGTH)),
        "words of the knowledge base, each with a slip": nearly,
        "random short words": " ".join(letters[at : at + rng.randint(3, 6)] for at in range(0, LENGTH, 7)),
        "digits": "".join(rng.choices("0123456789", k=LENGTH)),
        "punctuation": "?!.,;:'\"()[]{}<>/\\|*_~`" * LENGTH,
        "apostrophes between letters": "a'" * LENGTH,
        "hyphens between words": "-".join(rng.choices(words, k=LENGTH)),
        "emoji": "\U0001f525\U0001f44d\U0001f3fd" * LENGTH,
        "emoji of families, with joiners": "\U0001f468\u200d\U0001f469\u200d\U0001f467 " * LENGTH,
        "right to left": "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 " * LENGTH,
        "zero width between letters": "\u200b".join(letters),
        "accents on accents": "e" + "\u0301" * LENGTH,
        "one character that folds to eighteen": "\ufdfa" * LENGTH,
        "Chinese without spaces": "\u6a5f\u68b0\u5b78\u7fd2\u904b\u7dad" * LENGTH,
        "control characters": "\x00\x01\x1b[31m" * LENGTH,
        "lone surrogates": "\ud800" * LENGTH,
        "questions without end": "what about " * LENGTH + "?",
        "many questions": "how does it differ? " * LENGTH,
        "and between everything": " and ".join(rng.choices(words, k=LENGTH)),
        "blanks": " \t\n" * LENGTH,
    }
    return {name: "".join(islice(cycle(text), LENGTH)) for name, text in texts.items()}


def _changed(word: str, rng: random.Random) -> str:
    place = rng.randrange(len(word))
    return word[:place] + rng.choice(ascii_lowercase) + word[place + 1 :]
