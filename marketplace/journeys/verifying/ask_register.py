"""The register is asked whether a name and a number belong together; it may be away."""

from datetime import datetime

from marketplace.domains.accounts.verification.hear import hear, question_of
from marketplace.domains.accounts.verification.models import Verification
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.gateways import register
from marketplace.gateways.register import Inquiry


def ask_register(*, verification_id: int, at: datetime) -> bool:
    """Ask once and keep the answer; False when there is nothing to ask.

    Opens its own transactions, with the register asked between them. Refuses: Unavailable when it does not answer.
    """
    with door():
        row = session.get(Verification, verification_id)
        if row is None or row.state != "submitted" or row.says:
            return False
        kind, name, number = question_of(row)
        reference = row.number
    says = register.current().check(Inquiry(kind, name, number, reference))
    with door():
        again = lock_row(Verification, verification_id)
        if again is not None:
            hear(verification=again, says=says, at=at)
    return True
