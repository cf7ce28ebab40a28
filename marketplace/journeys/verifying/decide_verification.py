"""Staff decide who somebody is; with a yes they may sell, with a yes taken back they may no more.

Who had too many strikes before begins suspended: a real name does not wipe them out.
"""

from datetime import datetime

from marketplace.domains.accounts.verification import decide
from marketplace.domains.accounts.verification.models import Verification
from marketplace.domains.listings.open_seller import open_seller
from marketplace.domains.listings.queries import get_seller
from marketplace.domains.listings.suspend import NAME, restore, suspend
from marketplace.domains.support.strike import SUSPENDED, TOO_MANY, count_live
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing
from marketplace.foundation.text import N_

VERIFIED = N_("Their name is verified again.")


def decide_verification(
    *, verification_id: int, verb: str, reason: str, words: str, actor: Actor, at: datetime
) -> bool:
    """Approve, reject or revoke a request; False when that was done already. Refuses: one's own; a no without why."""
    row = lock_row(Verification, verification_id)
    if row is None or row.state == "draft":
        raise Missing
    if verb == "approve":
        if not decide.approve(verification=row, actor=actor, at=at):
            return False
        is_new = get_seller(row.person_id, lock=True) is None
        seller = open_seller(
            person_id=row.person_id, kind=row.kind, company_name=row.company_name, actor=actor, at=at
        )
        restore(seller=seller, why=VERIFIED, actor=actor, at=at, cause=NAME)
        if is_new and count_live(row.person_id, at) >= TOO_MANY():
            suspend(seller=seller, why=SUSPENDED, actor=actor, at=at)
        return True
    if verb == "reject":
        return decide.reject(verification=row, reason=reason, words=words, actor=actor, at=at)
    if verb != "revoke":
        raise Missing
    if not decide.revoke(verification=row, reason=reason, words=words, actor=actor, at=at):
        return False
    held = get_seller(row.person_id, lock=True)
    if held is not None:
        why = words or decide.REASONS.get(reason, "")
        suspend(seller=held, why=why, actor=actor, at=at, cause=NAME)
    return True
