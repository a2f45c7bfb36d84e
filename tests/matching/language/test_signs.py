"""Signs that make a name belong to its word; all others stand between words."""

import pytest

from bot.matching.decision import Kind
from bot.matching.language.normalize import normalise, words_of
from bot.matching.matcher import Matcher
from tests.matching.bases import base, plain

WORDS = [
    ("C, C++, C# or F#?", "c c++ c# or f#"),
    ("C/C++/C#", "c c++ c#"),
    ("**C++** `c#`", "c++ c#"),
    ("c++17, notepad++", "c++ 17 notepad++"),
    ("cpp csharp", "c++ c#"),
    ("C sharp, c plus plus and dot net", "c# c++ and .net"),
    ("a sharp c, plus plus, dot nets", "a sharp c plus plus dot nets"),
    ("CompTIA A+ and B", "comptia a+ and b"),
    (".NET, ASP.NET and dotnet", ".net aspnet and .net"),
    ("Node.js nodejs Next.js", "nodejs nodejs nextjs"),
    ("discord.gg, draw.io", "discordgg drawio"),
    ("A/B tests, I/O, n/a", "ab tests io na"),
    ("w/o b/w", "without between"),
    ("24/7 or 9/11", "24/7 or 9/11"),
    ("v1/v2", "v1 v2"),
    ("$ or €", "dollar or euro"),
    ("$/€", "dollar euro"),
    ("$5, 5€ and £20", "dollar 5 5 euro and pound 20"),
    ("TCP/IP", "tcpip"),
    ('+1 and "+1"', "+1 and +1"),
    ("Q&A, R&D, AT&T", "qa rd att"),
    ("U.S. and U.K.", "us and uk"),
    ("i.e. this, e.g. that", "that is this for example that"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_name_is_one_word_with_its_signs(text: str, words: str) -> None:
    assert words_of(normalise(text)) == words.split()


BETWEEN = [
    ("and/or, yes/no?", "and or yes no"),
    ("cost/security", "cost security"),
    ("mac/pc ios/web us/uk", "mac pc ios web us uk"),
    ("mlops/devops", "mlops devops"),
    ("cost&security a+b", "cost security a b"),
    ("the end of a sentence.Next one", "the end of a sentence next one"),
    ("I like C. And you?", "i like c and you"),
    ("vitamin C.", "vitamin c"),
    ("that is it .how come", "that is it how come"),
    ("12/05/2024 and 2024-05-12", "12 05 2024 and 2024 05 12"),
    ("version 1.2.3", "version 1 2 3"),
    ("see https://example.org/c++?q=c# now", "see now"),
    ("#general, item #12", "general item 12"),
    ("$HOME and $PATH", "home and path"),
    ("$$$", "dollar"),
    ("wow!!! c'mon :+1", "wow cmon +1"),
    ("+ - * / & # $x", "x"),
    ("1+1=2", "1 1 2"),
]


@pytest.mark.parametrize(("text", "words"), BETWEEN)
def test_other_signs_stand_between_words(text: str, words: str) -> None:
    assert words_of(normalise(text)) == words.split()


MATCHER = Matcher.build(
    base(
        plain("code", "c", "Learning C", "How do I learn C?", "Where do I start with C?"),
        plain("code", "cpp", "Learning C++", "How do I learn C++?", "Where do I start with C++?"),
        plain("code", "csharp", "Learning C#", "How do I learn C#?", "Where do I start with C#?"),
        plain("code", "r", "Learning R", "How do I learn R?"),
        plain("code", "dotnet", "Installing .NET", "Which .NET do I need?"),
        plain("code", "node", "Installing Node.js", "Which version of Node.js do I need?"),
        plain("net", "ab", "A/B tests", "What are A/B tests?"),
        plain("net", "tcp", "TCP/IP", "What is TCP/IP?"),
        plain("net", "ip", "IP address", "What is my IP address?"),
        plain("net", "open", "Open 24/7", "Are you open 24/7?"),
        plain("net", "dollar", "Paying in $", "Can I pay in $?"),
        plain("net", "euro", "Paying in €", "Can I pay in €?"),
        plain("net", "plus", "What +1 means", "What does +1 mean?"),
        plain("net", "v1", "API v1", "Where are the docs of v1?"),
        plain("net", "v2", "API v2", "Where are the docs of v2?"),
    )
)
ASKED = [
    ("how do i learn c", "code/c"),
    ("how do i learn c++", "code/cpp"),
    ("how can I learn C++?", "code/cpp"),
    ("how do i learn c#", "code/csharp"),
    ("where to start with c#?", "code/csharp"),
    ("how do i learn cpp", "code/cpp"),
    ("how do i learn r", "code/r"),
    ("which .net do i need", "code/dotnet"),
    ("which nodejs version do i need?", "code/node"),
    ("which node js do i need", "code/node"),
    ("what is a/b testing", "net/ab"),
    ("what are a b tests", "net/ab"),
    ("what is tcp/ip", "net/tcp"),
    ("whats my ip", "net/ip"),
    ("can i pay in $", "net/dollar"),
    ("can i pay in €", "net/euro"),
    ("can i pay in euro?", "net/euro"),
    ("what does +1 mean", "net/plus"),
    ("docs of v2?", "net/v2"),
    ("docs of v1?", "net/v1"),
]


@pytest.mark.parametrize(("text", "entry"), ASKED)
def test_a_name_with_signs_finds_its_own_entry(text: str, entry: str) -> None:
    assert MATCHER.decide(text).candidates[0].entry == entry


@pytest.mark.parametrize("text", ["how do i learn f#", "how do i learn a+", "how do i learn c+", "can i pay in £"])
def test_a_name_that_is_not_there_is_none_of_the_others(text: str) -> None:
    assert MATCHER.decide(text).kind is not Kind.ANSWER


COMPLETED = [
    ("c#", "Learning C#"),
    ("learning c+", "Learning C++"),
    ("learning c++", "Learning C++"),
    ("node.js", "Installing Node.js"),
    ("node.j", "Installing Node.js"),
    (".net", "Installing .NET"),
    ("a/b", "A/B tests"),
    ("tcp/ip", "TCP/IP"),
    ("+1", "What +1 means"),
]


@pytest.mark.parametrize(("prefix", "text"), COMPLETED)
def test_such_a_name_is_completed(prefix: str, text: str) -> None:
    assert MATCHER.suggest(prefix)[0].text == text
