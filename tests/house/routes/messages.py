"""Messages: the two who write see them, everybody else finds nothing there."""

from __future__ import annotations

from typing import Any

from marketplace.domains.listings.models import Seller
from marketplace.domains.messaging.block import block
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests.factories import used
from tests.factories.talking import talk
from tests.house.table import EVERYBODY, MEMBERS, OWNERS, OWNERS_SEE_OTHER, SIGN_IN, Stage, row

STARTS: dict[str, Any] = {**dict.fromkeys(EVERYBODY, 303), "guest": SIGN_IN}


def _talk(stage: Stage) -> dict[str, Any]:
    return {"number": talk(stage.owner).number}


def _handle() -> str:
    return session.get_one(Seller, used.seller().id).handle


def _blocked(stage: Stage) -> dict[str, Any]:
    """Somebody the owner does not want to hear from."""
    mei = used.seller()
    block(person_id=stage.owner.id, blocked_id=mei.id, at=clock.now())
    session.commit()
    return {"person_id": mei.id}


WORDS = {"words": "Is it still there?", "replay_key": "k" * 24}
ROWS = [
    row("GET", "storefront.messages", **MEMBERS),
    row("POST", "storefront.messages_start", args=lambda _: {"number": used.listing().number}, **STARTS),
    row("GET", "storefront.conversation", args=_talk, **OWNERS),
    row("POST", "storefront.message", args=_talk, data=WORDS, **OWNERS_SEE_OTHER),
    row("POST", "storefront.message_photos", args=_talk, **{**OWNERS, "owner": 422}),
    row("POST", "storefront.messages_block", args=_talk, **OWNERS_SEE_OTHER),
    row("POST", "storefront.seller_block", args=lambda _: {"handle": _handle()}, **STARTS),
    row("POST", "storefront.block_end", args=_blocked, **OWNERS_SEE_OTHER),
]
