"""Whoever a decision concerns asks to look again; with a yes it is undone."""

from datetime import datetime

from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.states import LISTING
from marketplace.domains.listings.suspend import DESK, restore
from marketplace.domains.support.appeal import appeal, decide_appeal
from marketplace.domains.support.models import Appeal, Strike
from marketplace.domains.support.queries import get_strike
from marketplace.domains.support.strike import lift
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.ids import row_id
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

GRANTED = N_("Your appeal was granted.")


def make_appeal(*, person_id: int, subject: str, words: str, at: datetime) -> bool:
    """Appeal against a strike, a rejected listing or a suspension of one's own; False while one is open."""
    kind, _, number = subject.partition(":")
    key = row_id(number) or 0
    if kind == "strike":
        get_strike(key, person_id=person_id)
    elif kind == "listing":
        listing = session.get(Listing, key)
        if listing is None or listing.seller_id != person_id or listing.state != "rejected":
            raise Missing
    elif kind == "seller":
        seller = session.get(Seller, person_id)
        if seller is None or key != person_id or DESK not in seller.barred:
            raise Missing
    else:
        raise Missing
    return appeal(person_id=person_id, subject=subject, words=words, at=at)


def answer_appeal(*, appeal_id: int, verb: str, answer: str, actor: Actor, at: datetime) -> bool:
    """Grant or refuse an appeal; False when that is so already. Refuses: one's own; a no without an answer."""
    row = lock_row(Appeal, appeal_id)
    if row is None or verb not in ("grant", "refuse"):
        raise Missing
    if not decide_appeal(appeal=row, verb=verb, answer=answer, actor=actor, at=at):
        return False
    if verb == "grant":
        _undo(row, actor, at)
    return True


def _undo(row: Appeal, actor: Actor, at: datetime) -> None:
    kind, _, number = row.subject.partition(":")
    if kind == "strike":
        struck = lock_row(Strike, int(number))
        if struck is not None:
            lift(strike=struck, actor=actor, at=at, why=GRANTED)
    elif kind == "listing":
        listing = lock_row(Listing, int(number))
        if listing is not None and listing.state == "rejected":
            advance(listing, LISTING, "reopen", actor=actor, at=at, why=GRANTED)
    else:
        seller = session.get(Seller, int(number), with_for_update=True)
        if seller is not None:
            restore(seller=seller, why=GRANTED, actor=actor, at=at)
