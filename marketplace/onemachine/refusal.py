"""The one way this room says no."""


class CannotStart(Exception):  # noqa: N818 - it reads as the sentence it carries
    """Carry a sentence a person can act on; app.py prints it and leaves with exit code 1."""
