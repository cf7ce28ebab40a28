"""What the facts of verifying and selling tell whom."""

from collections.abc import Callable, Iterator
from typing import Any

from marketplace.domains.accounts.events import VerificationDecided
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.verification.decide import REASONS
from marketplace.domains.accounts.verification.models import Verification
from marketplace.domains.listings.events import SellerMoved
from marketplace.domains.listings.models import Listing
from marketplace.domains.messaging.events import MessageSent
from marketplace.domains.messaging.models import Conversation, Message
from marketplace.domains.notifications.speak import said
from marketplace.domains.notifications.tell import Telling
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk

Tellings = Iterator[Telling]
VERDICTS = {"approved": "name_verified", "rejected": "name_not_verified", "revoked": "name_revoked"}
ALONE = ("name", "account")  # the verification's own notice says it; a closed account reads none
MOVES = {"suspend": "seller_suspended", "restore": "seller_restored"}


def _verified(_: Desk, fact: VerificationDecided) -> Tellings:
    row = session.get(Verification, fact.verification_id)
    if row is None or row.state not in VERDICTS:
        return
    yield Telling(
        person_id=row.person_id,
        kind=VERDICTS[row.state],
        key=f"{VERDICTS[row.state]}:{row.id}",
        link="/sell/verification" if row.state == "rejected" else "/sell/",
        params={"why": row.reason_words or said(REASONS.get(row.reason, ""))},
    )


def _moved(desk: Desk, fact: SellerMoved) -> Tellings:
    if fact.verb == "suspend" and fact.cause in ALONE:
        return
    yield Telling(
        person_id=fact.person_id,
        kind=MOVES[fact.verb],
        # The same may happen again another day; within one batch it is one thing to tell.
        key=f"{MOVES[fact.verb]}:{fact.person_id}:{desk.at.isoformat()}",
        link="/account/standing" if fact.verb == "suspend" else "/sell/",
        params={"why": said(fact.why)},
    )


def _wrote(_: Desk, fact: MessageSent) -> Tellings:
    """Tell of the first message since the other last looked; the rest they find there."""
    message = session.get(Message, fact.message_id)
    talk = session.get(Conversation, message.conversation_id) if message else None
    author = session.get(Person, message.author_id) if message and message.author_id else None
    if message is None or talk is None or author is None:
        return
    to_seller = author.id == talk.buyer_id
    seen = talk.seller_read if to_seller else talk.buyer_read
    if seen >= message.id:
        return
    listing = session.get(Listing, int(talk.subject.partition(":")[2]))
    yield Telling(
        person_id=talk.seller_id if to_seller else talk.buyer_id,
        kind="message",
        key=f"message:{talk.id}:{'s' if to_seller else 'b'}{seen}",
        link=f"/messages/{talk.number}",
        params={"name": author.display_name, "goods": listing.title if listing else ""},
    )


OF_SELLING: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {
    VerificationDecided: _verified,
    SellerMoved: _moved,
    MessageSent: _wrote,
}
