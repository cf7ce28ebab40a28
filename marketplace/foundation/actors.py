"""Who turned the key: written beside every change of state and every posting."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "system", "provider"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts: a person in a role, our own timetable, or another company's message."""

    kind: Kind
    id: int | None = None
    role: str = ""

    @property
    def is_system(self) -> bool:
        return self.kind != "person"


SYSTEM = Actor("system")
PROVIDER = Actor("provider")


def person(person_id: int, role: str) -> Actor:
    """Make the actor for a signed-in person acting as `role` (buyer, supplier, admin)."""
    return Actor("person", person_id, role)
