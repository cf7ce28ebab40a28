"""Somebody whose real name is verified may list."""

import secrets
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.listings.events import SellerVerified
from marketplace.domains.listings.models import Seller
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.states import note

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike
HANDLE_LENGTH = 8


def open_seller(*, person_id: int, kind: str, company_name: str, actor: Actor, at: datetime) -> Seller:
    """Let somebody list; whoever could already keeps their page and record."""
    handle = "".join(secrets.choice(LETTERS) for _ in range(HANDLE_LENGTH))
    values = {"kind": kind, "company_name": company_name, "verified_at": at}
    written = insert(Seller).values(person_id=person_id, handle=handle, state="active", place={}, **values)
    session.execute(written.on_conflict_do_update(index_elements=["person_id"], set_=values))
    row = session.get_one(Seller, person_id, populate_existing=True)
    note("seller", person_id, "open", "", row.state, actor=actor, at=at)
    record(SellerVerified(person_id), at)
    return row
