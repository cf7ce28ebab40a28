"""The one way this room says no."""


class CannotStart(Exception):
    """Carry a sentence a person can act on; app.py prints it and leaves with exit code 1."""
