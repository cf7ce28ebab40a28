"""The four ways of saying no. The sentence is a message id; the edge translates it."""

from typing import Any


class Refusal(Exception):
    """A no with a sentence for the reader; never a bug."""

    status = 422

    def __init__(self, sentence: str, field: str | None = None, **params: Any) -> None:
        super().__init__(sentence % params if params else sentence)
        self.sentence = sentence
        self.field = field
        self.params = params


class Refused(Refusal):
    """What was asked breaks a rule; mend the input and ask again (422)."""


class Stale(Refusal):
    """The world moved on since the page was read (409)."""

    status = 409


class Missing(Refusal):
    """It does not exist, or is not yours: the answer is the same (404)."""

    status = 404

    def __init__(self, sentence: str = "We could not find that.", **params: Any) -> None:
        super().__init__(sentence, **params)


class Unavailable(Refusal):
    """Another company or engine did not answer; nothing was lost, try again (503)."""

    status = 503
