"""Staff decide who somebody is; with a yes they may sell, with a yes taken back they may no more."""

from datetime import datetime

from marketplace.domains.accounts.verification import decide
from marketplace.domains.accounts.verification.models import Verification
from marketplace.domains.listings.models import Seller
from marketplace.domains.listings.open_seller import open_seller
from marketplace.domains.listings.suspend import suspend
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


def decide_verification(
    *, verification_id: int, verdict: str, reason: str, words: str, actor: Actor, at: datetime
) -> bool:
    """Approve, reject or revoke a request; False when that was done already. Refuses: one's own; a no without why."""
    row = lock_row(Verification, verification_id)
    if row is None or row.state == "draft":
        raise Missing
    if verdict == "approve":
        if not decide.approve(verification=row, actor=actor, at=at):
            return False
        open_seller(person_id=row.person_id, kind=row.kind, company_name=row.company_name, actor=actor, at=at)
        return True
    if verdict == "reject":
        return decide.reject(verification=row, reason=reason, words=words, actor=actor, at=at)
    if verdict != "revoke":
        raise Missing
    if not decide.revoke(verification=row, reason=reason, words=words, actor=actor, at=at):
        return False
    seller = session.get(Seller, row.person_id, with_for_update=True)
    if seller is not None:
        suspend(seller=seller, why=words or reason, actor=actor, at=at)
    return True
