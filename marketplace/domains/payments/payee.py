"""Whose balance money is released to and paid out from: a supplier's, or a second-hand seller's."""

from dataclasses import dataclass

from marketplace.domains.payments.models import Payout
from marketplace.ledger import Account


@dataclass(frozen=True, slots=True)
class Payee:
    """A party of the ledger that earns: SUPPLIER with a supplier's id, or SELLER with a person's."""

    account: Account
    party: int

    @property
    def columns(self) -> dict[str, int]:
        """Return the column of a row that names this payee, and its value."""
        return {"seller_id" if self.account is Account.SELLER else "supplier_id": self.party}


def named(*, supplier_id: int | None, seller_id: int | None) -> Payee:
    """Return the payee a row names; the table sees to it that it names exactly one."""
    if supplier_id is not None:
        return Payee(Account.SUPPLIER, supplier_id)
    assert seller_id is not None  # noqa: S101 -- the CHECK said so
    return Payee(Account.SELLER, seller_id)


def payee_of(payout: Payout) -> Payee:
    """Return whom a payout is for."""
    return named(supplier_id=payout.supplier_id, seller_id=payout.seller_id)
