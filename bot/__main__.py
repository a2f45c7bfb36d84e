"""``python -m bot`` is the same as the installed command ``versus``."""

from bot.cli import main

if __name__ == "__main__":
    main()
