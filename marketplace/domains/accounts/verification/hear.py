"""Keep what the register says."""

from datetime import datetime

from marketplace.domains.accounts.verification.ask import IDENTITY
from marketplace.domains.accounts.verification.models import Verification
from marketplace.domains.accounts.verification.read import COMPANY
from marketplace.foundation.seal import unseal


def question_of(row: Verification) -> tuple[str, str, str]:
    """Return what the register is asked: kind, name and number. A company is asked for by its code."""
    number, _, code = unseal(row.identity_sealed, IDENTITY).partition(" ")
    return (row.kind, row.company_name, code) if row.kind == COMPANY else (row.kind, row.name, number)


def hear(*, verification: Verification, says: str, at: datetime) -> None:
    """Write down the answer: match, mismatch or unknown."""
    verification.says, verification.asked_at = says, at
