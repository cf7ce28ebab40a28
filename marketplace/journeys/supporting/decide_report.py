"""Staff uphold a report: the listing comes down, whoever it is against gets a strike, too many have consequences.

Who sells is suspended then; anybody is kept from writing to people and haggling (support/withhold).

Of a person's name the house found, its owner is asked for another: it was stored before such names were refused.
"""

from datetime import datetime

from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.moderation.decide import TAKE_DOWN, decide
from marketplace.domains.listings.queries import get_seller
from marketplace.domains.listings.states import LISTING
from marketplace.domains.listings.suspend import suspend
from marketplace.domains.photos.publish import unpublish
from marketplace.domains.support.models import Report
from marketplace.domains.support.report import NAME
from marketplace.domains.support.report import decide_report as decide_about
from marketplace.domains.support.strike import SUSPENDED, TOO_MANY, strike
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

REPORTED = N_("It was reported.")


def decide_report(*, report_id: int, verb: str, words: str, actor: Actor, at: datetime) -> bool:
    """Uphold or dismiss a report; False when that is so already. Refuses: of or against oneself."""
    row = lock_row(Report, report_id)
    if row is None or verb not in ("uphold", "dismiss"):
        raise Missing
    if not decide_about(report=row, verb=verb, actor=actor, at=at):
        return False
    if verb == "uphold" and row.reason != NAME:
        # The seller first: whoever suspends takes them in this order.
        seller = get_seller(row.against_id, lock=True)
        _take_down(row.subject, words, actor, at)
        _strike(row, seller, words, actor, at)
    return True


def _take_down(subject: str, words: str, actor: Actor, at: datetime) -> None:
    kind, _, number = subject.partition(":")
    listing = lock_row(Listing, int(number)) if kind == "listing" else None
    if listing is None:
        return
    if listing.state == "withheld":
        advance(listing, LISTING, "unpublish", actor=actor, at=at, why=words or REPORTED)
        unpublish(subject)
    elif listing.state == "published":
        decide(listing=listing, verb=TAKE_DOWN, actor=actor, at=at, words=words or REPORTED)
        unpublish(subject)
    elif listing.state == "reserved":
        listing.reason_words = words or REPORTED  # let go again, it does not come back to the shelf


def _strike(row: Report, seller: Seller | None, words: str, actor: Actor, at: datetime) -> None:
    live = strike(
        person_id=row.against_id, subject=row.subject, reason=row.reason, words=words, actor=actor, at=at
    )
    if seller is not None and live is not None and live >= TOO_MANY():
        suspend(seller=seller, why=SUSPENDED, actor=actor, at=at)
