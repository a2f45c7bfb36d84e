"""What stops a benchmark, in a sentence."""


class BenchmarkError(Exception):
    """The benchmark cannot run as asked; the text says what to do."""


class MissingPeerError(BenchmarkError):
    """A matcher to compare with is not installed; the text says what to install."""
