"""The moderation desk: for staff who may moderate."""

from __future__ import annotations

from typing import Any

from marketplace.domains.listings.models import ListingEdit
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests.factories import used
from tests.house.table import ADMINS, ADMINS_SEE_OTHER, Stage, row


def _waits(_: Stage) -> dict[str, Any]:
    found = used.draft(of=used.seller(), state="submitted", submitted_at=clock.now())
    return {"number": found.number}


def _edit(_: Stage) -> dict[str, Any]:
    found = ListingEdit(
        listing_id=used.listing().id, changes={"price": 70_000}, of_revision=1, submitted_at=clock.now()
    )
    session.add(found)
    session.commit()
    return {"edit_id": found.id}


def _ticked(_: Stage) -> dict[str, Any]:
    found = used.draft(of=used.seller(), state="submitted", submitted_at=clock.now())
    return {"id": str(found.id), "verdict": "approve"}


def _seller(_: Stage) -> dict[str, Any]:
    return {"person_id": used.seller().id}


def _barred(_: Stage) -> dict[str, Any]:
    return {"person_id": used.seller(state="suspended", barred=["desk"]).id}


WHY = {"why": "Reports"}
NO = {"verdict": "reject", "reason": "photos"}
ROWS = [
    row("GET", "admin.moderation", **ADMINS),
    row("POST", "admin.moderation_bulk", data=_ticked, **ADMINS_SEE_OTHER),
    row("POST", "admin.moderation_undo", data={"id": "1"}, **ADMINS_SEE_OTHER),
    row("GET", "admin.moderated", args=_waits, **ADMINS),
    row("POST", "admin.moderated_decision", args=_waits, data=NO, **ADMINS_SEE_OTHER),
    row("GET", "admin.seller", args=_seller, **ADMINS),
    row("POST", "admin.seller_suspension", args=_seller, data=WHY, **ADMINS_SEE_OTHER),
    row("POST", "admin.seller_suspension_end", args=_barred, data=WHY, **ADMINS_SEE_OTHER),
    row("GET", "admin.listing_edits", **ADMINS),
    row("GET", "admin.listing_edit", args=_edit, **ADMINS),
    row("POST", "admin.listing_edit_decision", args=_edit, data=NO, **ADMINS_SEE_OTHER),
]
