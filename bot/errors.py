"""The base class of every error this project raises on purpose."""


class VersusError(Exception):
    """Something went wrong that a person can mend.

    ``str(error)`` is one clear sentence for that person: what is wrong, where, and what to do. It never holds a
    secret. Whatever is not a ``VersusError`` is a defect: it is logged with an id, and the person sees that id.
    """
