"""What happened to people."""

from dataclasses import dataclass

from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class PersonRegistered(Fact):
    """Somebody opened an account."""

    person_id: int


@fact
@dataclass(frozen=True)
class CodeAsked(Fact):
    """A one-time code must reach its contact; the code itself travels sealed."""

    code_id: int
    contact: str
    sealed_code: str
    language: str
