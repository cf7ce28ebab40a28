"""Who stands at the door, and what their session holds."""

from __future__ import annotations

from typing import Any

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.proofs.passwords import hashed
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast

SIGN_IN = "/account/sign-in"


def person(mail: str, password: str = "") -> Person:
    row = cast.person("Ming")
    row.email, row.password_hash = mail, hashed(password) if password else None
    session.commit()
    return row


def fresh(by: str = "code") -> dict[str, Any]:
    """Return what the session of somebody holds who just proved themselves."""
    return {"proof": {"by": by, "at": clock.now().isoformat()}}


def again(row: Person) -> Person:
    session.rollback()
    return session.get_one(Person, row.id, populate_existing=True)
