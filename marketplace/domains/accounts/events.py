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
    """A one-time code must reach its contact; it lies sealed in its row until it does."""

    code_id: int


@fact
@dataclass(frozen=True)
class ProofChanged(Fact):
    """A person now proves themselves otherwise: `what` is password, email, phone, second_step or no_second_step."""

    person_id: int
    what: str
    change_id: int = 0  # the ProofChange


@fact
@dataclass(frozen=True)
class ChangeTakenBack(Fact):
    """The owner said it was not them; `displaced` are the contacts that went with it, with a blank between."""

    person_id: int
    change_id: int
    displaced: str


@fact
@dataclass(frozen=True)
class VerificationSubmitted(Fact):
    """Somebody wants their real name verified: the register is asked, then staff look."""

    verification_id: int


@fact
@dataclass(frozen=True)
class VerificationDecided(Fact):
    """Approved, rejected or revoked: the row says which, and why."""

    verification_id: int
