"""What holds where."""

from bot.discord_app.settings import Settings


def test_a_thread_named_itself_goes_before_its_channel() -> None:
    """The first of the ids that has a mode decides."""
    settings = Settings(False, True, 0, (), True, channels=((1, "listen"), (2, "ask")))
    assert settings.mode_of(2, 1) == "ask"
    assert settings.mode_of(3, 1) == "listen"
    assert settings.mode_of(3, None) is None
