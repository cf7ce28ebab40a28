"""Real names: everybody asks about themselves, permitted staff decide."""

from __future__ import annotations

from typing import Any

from marketplace.domains.accounts.verification import ask
from marketplace.foundation import clock
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import session
from tests.factories.verifying import MING, asked, said
from tests.house.table import (
    ADMINS,
    ADMINS_SEE_OTHER,
    EVERYBODY,
    MEMBERS,
    MEMBERS_SEE_OTHER,
    SIGN_IN,
    Stage,
    row,
)

CLAIM = {"kind": "person", "name": "王小明", "number": MING, "phone": "+8613800138000"}
# Who has said nothing yet has nothing to send: as if it were not there.
WITH_A_DRAFT: dict[str, Any] = {**dict.fromkeys(EVERYBODY, 404), "guest": SIGN_IN, "owner": 303}


def _draft(stage: Stage) -> dict[str, Any]:
    ask.claim(
        person_id=stage.owner.id,
        said=said(),
        phone="",
        actor=acting(stage.owner.id, "buyer"),
        at=clock.now(),
    )
    session.commit()
    return {}


def _sent(stage: Stage) -> dict[str, Any]:
    return {"number": asked(stage.owner).number}


def _waiting(stage: Stage) -> dict[str, Any]:
    asked(stage.owner)
    return {}


def _side(stage: Stage) -> dict[str, Any]:
    return {**_draft(stage), "side": "front"}


ROWS = [
    row("GET", "seller.verification", **MEMBERS),
    row("GET", "seller.verification_claim", **MEMBERS),
    row("POST", "seller.verification_claim", data=CLAIM, **MEMBERS_SEE_OTHER),
    row("POST", "seller.verification_send", args=_draft, **WITH_A_DRAFT),
    row("POST", "seller.verification_withdrawal", args=_waiting, **WITH_A_DRAFT),
    row("POST", "seller.verification_document", args=_side, **{**WITH_A_DRAFT, "owner": 422}),
    row("GET", "admin.verifications", **ADMINS),
    row("GET", "admin.verification", args=_sent, **ADMINS),
    row(
        "GET",
        "admin.verification_document",
        # Made up by the stage, it lies in no store: whoever may look finds it gone.
        args=lambda s: {**_sent(s), "document_id": 1},
        **{**ADMINS, "admin": 404},
    ),
    row(
        "POST",
        "admin.verification_decision",
        args=_sent,
        data={"verdict": "reject", "reason": "unreadable"},
        **ADMINS_SEE_OTHER,
    ),
]
