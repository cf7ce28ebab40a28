"""Who earns with an order: a supplier, or a second-hand seller."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Seller
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import HOLDING
from marketplace.domains.payments.models import Payee, Payout, named
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row, lock_rows
from marketplace.foundation.refusals import Missing
from marketplace.ledger import Account


@dataclass(frozen=True, slots=True)
class Face:
    """How people see a payee: `kind` is supplier or seller, `slug` the last part of their page's address."""

    kind: str
    id: int
    name: dict[str, str]
    slug: str


def earner_of(row: Order | Payout) -> Payee:
    """Return whom an order's money is released to, or whom a payout is for."""
    return named(supplier_id=row.supplier_id, seller_id=row.seller_id)


def lock_payee(payee: Payee) -> Supplier | Seller:
    """Lock whose balance is about to shrink, so that of two who take from it the second sees what the first left.

    Refuses: one who is not there.
    """
    found = lock_row(Seller if payee.account is Account.SELLER else Supplier, payee.party)
    if not isinstance(found, Seller | Supplier):
        raise Missing
    return found


def lock_money_of(order: Order) -> tuple[Account, int]:
    """Return on which account a locked order's money is: its hold, or its payee's balance, whose row is locked.

    That balance may go below zero; the lock keeps a payout from counting on what leaves it.
    """
    if order.state in HOLDING:
        return Account.HOLD, order.id
    payee = earner_of(order)
    lock_payee(payee)
    return payee.account, payee.party


def lock_payees_of(orders: Iterable[Order]) -> None:
    """Lock the payees on whose balances locked orders' money is, suppliers first, each kind by id.

    Whoever takes from several calls this before the first, so that two who do never wait for each other in a ring.
    """
    earning = [earner_of(order) for order in orders if order.state not in HOLDING]
    for model, account in ((Supplier, Account.SUPPLIER), (Seller, Account.SELLER)):
        if parties := [payee.party for payee in earning if payee.account is account]:
            lock_rows(model, parties)


def find_account(payee: Payee) -> str | None:
    """Return where a payee's payouts go, or None while they have no account at the provider."""
    is_seller = payee.account is Account.SELLER
    found = session.get_one(Seller, payee.party) if is_seller else session.get_one(Supplier, payee.party)
    return found.provider_account


def payees_of(rows: Sequence[Order | Payout]) -> dict[int, Face]:
    """Return row id → who earns with it, for the orders or payouts of one page."""
    faces = faces_of(rows)
    return {row.id: faces[earner_of(row)] for row in rows}


def faces_of(rows: Iterable[Order | Payout]) -> dict[Payee, Face]:
    """Return how people see each of those who earn with these."""
    earning = {earner_of(row) for row in rows}
    suppliers = _suppliers({payee.party for payee in earning if payee.account is Account.SUPPLIER})
    sellers = _sellers({payee.party for payee in earning if payee.account is Account.SELLER})
    found = {Payee(Account.SUPPLIER, party): face for party, face in suppliers.items()}
    return found | {Payee(Account.SELLER, party): face for party, face in sellers.items()}


def seller_face(person_id: int) -> Face:
    """Return how people see one seller. Refuses: somebody who is none."""
    found = _sellers({person_id})
    if person_id not in found:
        raise Missing
    return found[person_id]


def _suppliers(ids: Collection[int]) -> dict[int, Face]:
    if not ids:
        return {}
    rows = session.execute(select(Supplier.id, Supplier.name, Supplier.slug).where(Supplier.id.in_(ids)))
    return {row.id: Face("supplier", row.id, row.name, row.slug) for row in rows}


def _sellers(ids: Collection[int]) -> dict[int, Face]:
    if not ids:
        return {}
    rows = session.execute(
        select(Seller.person_id, Seller.handle, Seller.company_name, Person.display_name)
        .join(Person, Person.id == Seller.person_id)
        .where(Seller.person_id.in_(ids))
    )
    found = {}
    for row in rows:
        name = row.company_name or row.display_name
        found[row.person_id] = Face("seller", row.person_id, {"en": name, "zh": name}, row.handle)
    return found
