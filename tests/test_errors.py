"""The tree of errors in ``bot/errors.py`` against the classes that there are."""

import importlib
import pkgutil
from collections.abc import Iterator

import bot
from bot import errors


def own_classes(base: type[BaseException], depth: int = 0) -> Iterator[str]:
    """The project's own subclasses as lines of the tree; those of other libraries' errors begin one anew."""
    for one in sorted(base.__subclasses__(), key=lambda one: one.__name__):
        ours = one.__module__.startswith("bot.")
        if ours:
            yield f"{'  ' * depth}{'+' if depth else '*'} {one.__name__}"
        yield from own_classes(one, depth + 1 if ours else 0)


def test_the_docstring_shows_the_tree_of_all_errors() -> None:
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    assert errors.__doc__ is not None
    written = [line for line in errors.__doc__.splitlines() if line.lstrip().startswith(("* ", "+ "))]
    found = list(own_classes(BaseException))
    assert sorted(found) == sorted(written), "bot/errors.py: the docstring does not show the errors there are"
    people = [f"* {errors.VersusError.__name__}", *own_classes(errors.VersusError, 1)]
    assert written[: len(people)] == people
