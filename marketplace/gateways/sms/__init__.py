"""The door to text messages: a few words to one phone. Over HTTP, on the terminal for demos, nowhere for benchmarks."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sms:
    """A text message; `key` is the same for a repeat, so that the gateway can tell."""

    to: str  # E.164
    text: str
    key: str


class SmsFailed(Exception):
    """It was not taken; `for_good` when trying again would be refused again."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class SmsGateway(Protocol):
    """Takes text messages off our hands."""

    def send(self, sms: Sms) -> None:
        """Hand over one message. Refuses: SmsFailed."""


_chosen: list[SmsGateway] = []


def use(gateway: SmsGateway) -> None:
    """Name the way text messages leave this process; the factory does it once."""
    _chosen[:] = [gateway]


def use_none() -> None:
    """Leave this process without a way to send text messages."""
    _chosen.clear()


def current() -> SmsGateway | None:
    """Return the way text messages leave this process; None where none was set up."""
    return _chosen[0] if _chosen else None
