"""Greetings, thanks and the like: words that ask for nothing the knowledge base could hold."""

import re
from collections.abc import Sequence
from typing import Final

_LAUGHTER = re.compile(
    r"(?:(?:ha|he|hi|ho){2,}h?|l+o+l+(?:ol)*|lmf?ao+|rofl|x+d+|kek|hm+|u+h+|a+h+|o+h+|e+r+m?|y+a+y+|w+o+w+)"
)

_FILLERS: Final = frozenset(
    """
    hi hii hiii hello helloo hey heya heyy hiya howdy yo sup wassup whatsup greetings welcome morning afternoon evening
    night good gm gn nice great cool awesome amazing perfect brilliant excellent lovely fine neat sweet wow
    well okay ok okey kk k alright yes yeah yep yup no nope nah sure indeed right
    thanks thank thankyou cheers ty tysm appreciated it much many lots very really so a ton million for
    bye goodbye cya later see you soon tomorrow ciao farewell please sorry oops haha lol lmao rofl omg btw brb afk gg congrats
    bot botty friend friends buddy mate bro dude folks guys all everyone everybody there sir madam again still here
    test testing ping pong happy birthday merry christmas and to your my i am me that this is the too
    """.split()  # noqa: SIM905
)
"""A text of these words alone asks nothing."""

_PHRASES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:who|what) (?:are|r) you(?: exactly| really| then| called)?",
        r"(?:who|what) is (?:this|your name|this bot)|what should i call you",
        r"are you (?:\w+ ){0,3}(?:bot|robot|human|person|ai|real|alive|there|awake|online|up|ok|okay|working|listening|sentient|chatgpt|gpt)(?: or .{1,20})?",
        r"who (?:made|built|created|wrote|owns|runs|programmed|coded|developed) (?:you|this bot|this)",
        r"how (?:are|r) (?:you|things|we|you all|you guys)(?: (?:doing|going|today|all|feeling|this \w+))*|how is it going|how do you do|how have you been",
        r"what is (?:up|new|going on|happening)(?: \w+)?|what are you (?:up to|doing)",
        r"(?:what|how much) (?:can|do) you (?:do|know|answer|talk about|offer)(?: for me| here)?|what are you (?:for|good for|able to do)",
        r"(?:how|what) (?:do|does|can|should) (?:i|we|one) (?:use|ask|talk to) (?:you|this|this bot)|how does this(?: bot)? work|how do you work",
        r"(?:can|could|will|would) (?:you|someone|somebody|anyone|anybody) (?:please )?help(?: me| us)?(?: out)?(?: please)?|i need (?:some )?help|help me(?: please)?",
        r"(?:can|may|could) i ask (?:you )?(?:a|you a|some|one)?\s?(?:quick )?(?:questions?|something)|i have (?:a|some|one) (?:quick )?questions?",
        r"(?:do|can) you (?:speak|understand|hear|read|see|like|love) (?:me|us|english|this)|can you hear me|is (?:anyone|anybody|someone) (?:here|there|around|online|home)",
        r"i (?:love|like|hate|miss|appreciate) (?:you|this bot|this|it)(?: so much| a lot| too)?",
        r"(?:you are|that is|this is|it is|that was|this was|what an?) (?:\w+ ){0,3}(?:bot|cool|great|awesome|amazing|nice|helpful|funny|stupid|dumb|useless|wrong|right|bad|good|best|fun|hilarious|perfect|annoying|smart|clever)(?: (?:bot|answer|one|job))?",
        r"(?:tell|give) me (?:a|another|one) (?:joke|riddle|story|fun fact)|(?:make me laugh|sing (?:me )?a song|say something)(?: \w+)?",
        r"(?:that|this|it|you) (?:really |very |totally )?(?:helps|helped|works|worked|rocks|sucks)(?: me)?(?: a lot| so much)?",
        r"(?:good|bad|stupid|dumb|useless|silly|clever|smart|nice) (?:bot|one|job|work|answer|question)|well done|never ?mind|forget it|no problem|you are welcome|same here|me too|got it|i see|makes sense|my bad|shut up|go away|not you",
        r"(?:have|had) an? (?:\w+ )?(?:day|night|weekend|one|evening)|see you(?: \w+){0,2}|talk to you later|i am (?:back|bored|tired|new here|here|fine|good|ok|okay|happy|sad|hungry)",
        r"(?:do you|will you|would you) (?:want to )?(?:love|like|marry|know|remember|dream|sleep|eat|date) ?(?:me|us)?",
    )
)  # fmt: skip

_OPENING = re.compile(
    r"(?:(?:hi+|hello+|hey+|heya|hiya|howdy|yo|sup|greetings|good (?:morning|afternoon|evening|day)|dear|thanks|thank you|"
    r"ok(?:ay)?|please|so|well|lol|haha|bot|there|all|everyone|guys|folks|sir|madam|mate|friend|again) )+"
)
_CLOSING = re.compile(
    r"(?: (?:please|thanks|thank you|bot|lol|haha|mate|friend|buddy|bro|dude|man|sir|today|now|again|there|guys))+$"
)
_LONGEST: Final = 16
"""Words of the longest small talk that is looked for."""


def is_small_talk(words: Sequence[str]) -> bool:
    """Whether a text of these words only greets, thanks, laughs or asks after the bot, as an empty one does."""
    text = " ".join(words)
    if len(words) > _LONGEST:
        return False
    if all(word in _FILLERS or _LAUGHTER.fullmatch(word) for word in words):
        return True
    core = _CLOSING.sub("", _OPENING.sub("", f"{text} ", count=1).strip())
    return not core or any(pattern.fullmatch(core) for pattern in _PHRASES)
