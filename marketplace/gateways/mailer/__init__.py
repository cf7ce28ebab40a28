"""The door to e-mail: one message to one person. Real over SMTP, files for demos, nothing for benchmarks."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain-text message; the same `key` makes the same Message-ID, so that a repeat can be told."""

    to: str
    subject: str
    body: str
    key: str


class MailFailed(Exception):
    """It was not taken; `for_good` when trying again would be refused again."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class Mailer(Protocol):
    """Takes mails off our hands."""

    def send(self, mail: Mail) -> None:
        """Hand over one mail. Refuses: MailFailed."""


_chosen: list[Mailer] = []


def use(mailer: Mailer) -> None:
    """Name the way mails leave this process; the factory does it once."""
    _chosen[:] = [mailer]


def current() -> Mailer:
    """Return the way mails leave this process."""
    return _chosen[0]
