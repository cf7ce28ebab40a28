"""What we ask of a register of persons and companies, and which one is asked."""

from dataclasses import dataclass
from typing import Protocol

from typing_extensions import override

MATCH, MISMATCH, UNKNOWN = "match", "mismatch", "unknown"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A name and the number said to be its own; `reference` is the same for a repeat."""

    kind: str  # person · company
    name: str
    number: str
    reference: str


class Register(Protocol):
    """One who knows whose number is whose."""

    def check(self, inquiry: Inquiry) -> str:
        """Return match, mismatch or unknown. Refuses: Unavailable when the register does not answer."""


class NoRegister(Register):
    """Stands where no register is set up: staff decide by the documents alone."""

    @override
    def check(self, inquiry: Inquiry) -> str:
        """Know nothing."""
        return UNKNOWN


_current: list[Register] = [NoRegister()]


def use(register: Register) -> None:
    """Name the register to ask; the factory does it once."""
    _current[:] = [register]


def current() -> Register:
    """Return the register to ask."""
    return _current[0]
