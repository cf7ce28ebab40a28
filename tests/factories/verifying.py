"""Requests to be verified that are simply there. Every call commits."""

from __future__ import annotations

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.verification import ask
from marketplace.domains.accounts.verification.models import Verification
from marketplace.domains.accounts.verification.read import Claim, read_claim
from marketplace.foundation import clock
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import session

MING, FANG = "11010519491231002X", "110105199001010029"  # the register knows the first, not the second
COMPANY = "91350100M000100Y43"


def said(number: str = MING, name: str = "王小明") -> Claim:
    return read_claim(kind="person", name=name, number=number)


def asked(who: Person, number: str = MING) -> Verification:
    """Have somebody send a whole request."""
    at = clock.now()
    row = ask.claim(
        person_id=who.id, said=said(number), phone="+8613800138000", actor=acting(who.id, "buyer"), at=at
    )
    for side in ("front", "back"):
        ask.show(verification=row, side=side, stored=f"documents/{who.id}-{side}", at=at)
    ask.send(person_id=who.id, actor=acting(who.id, "buyer"), at=at)
    session.commit()
    return row
