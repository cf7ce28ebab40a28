"""The switchboard: when this fact, then these consequences.

Errands come first: they open their own transactions, ask other companies between them, and are harmless when
repeated. Then, in the transaction that marks the facts done, what follows inside the house. Facts that arrive together
are done together: one statement tells a hundred people as fast as one. When that fails they are done one by one,
so that a bad fact hurts only itself.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from marketplace.domains.accounts.events import VerificationSubmitted
from marketplace.domains.aftersales.events import ReviewModerated, ReviewWritten
from marketplace.domains.aftersales.queries import products_reviewed
from marketplace.domains.catalog.events import CategoryChanged
from marketplace.domains.catalog.queries import product_ids_of_supplier
from marketplace.domains.catalog.tally import tally
from marketplace.domains.catalog.tree.reindex import reindex
from marketplace.domains.inventory.events import StockChanged
from marketplace.domains.listings.events import RecallMoved
from marketplace.domains.orders import events as orders
from marketplace.domains.orders.queries import products_of
from marketplace.domains.payments import events as payments
from marketplace.domains.payments.receive import pass_by
from marketplace.domains.suppliers.events import SupplierMoved
from marketplace.foundation import clock, jobs, outbox
from marketplace.foundation.db import after_commit, door
from marketplace.foundation.outbox import Fact
from marketplace.foundation.refusals import Unavailable
from marketplace.journeys.close_payment import close_payment
from marketplace.journeys.hearing.read_message import read_message
from marketplace.journeys.jobs import pay_payee
from marketplace.journeys.notices import HEARD, tell_about
from marketplace.journeys.photos.consequences import PHOTOS
from marketplace.journeys.refresh_shelf import refresh_shelf
from marketplace.journeys.release_hold import release_these
from marketplace.journeys.send_refund import send_refund
from marketplace.journeys.settle_payment import settle_payment
from marketplace.journeys.used.consequences import USED
from marketplace.journeys.used.follow_recall import follow_recall
from marketplace.journeys.verifying.ask_register import ask_register

REFRESH = "marketplace.journeys.jobs.refresh_products"
log = logging.getLogger("reactions")
Errand = Callable[[Any, datetime], Any]
Consequence = Callable[[Sequence[Any], datetime], Any]


def settle(fact: payments.PaymentSucceeded, at: datetime) -> None:
    """Give the money to its orders, in a transaction of its own: others wait for these rows."""
    with door():
        settle_payment(payment_id=fact.payment_id, at=at)


def count_sales(facts: Sequence[orders.OrderFact], _: datetime) -> None:
    """Have the shelf count what was sold, later and elsewhere: best-sellers' rows are wanted by many."""
    product_ids = products_of([fact.order_id for fact in facts])
    after_commit(f"count sales of {product_ids}", lambda: jobs.enqueue("chores", REFRESH, product_ids))


def show_stars(facts: Sequence[ReviewWritten | ReviewModerated], at: datetime) -> None:
    """Show the product's new score."""
    refresh_shelf(product_ids=products_reviewed([fact.review_id for fact in facts]), at=at)


def show_stock(facts: Sequence[StockChanged], at: datetime) -> None:
    """Show on the shelf what ran out or came back."""
    refresh_shelf(offer_ids={offer_id for fact in facts for offer_id in fact.offer_ids}, at=at)


def find_anew(facts: Sequence[CategoryChanged], _: datetime) -> None:
    """Have search and filters follow what staff named or arranged anew."""
    for category_id in dict.fromkeys(fact.category_id for fact in facts):
        reindex(category_id=category_id)
    tally()


def show_supplier(facts: Sequence[SupplierMoved], at: datetime) -> None:
    """Take a suspended supplier's offers off the shelf, or put them back."""
    for supplier_id in dict.fromkeys(fact.supplier_id for fact in facts):
        refresh_shelf(product_ids=product_ids_of_supplier(supplier_id), at=at)


ERRANDS: dict[type[Fact], Errand] = {
    RecallMoved: lambda f, at: follow_recall(recall_id=f.recall_id, at=at),
    VerificationSubmitted: lambda f, at: ask_register(verification_id=f.verification_id, at=at),
    payments.ProviderEventReceived: lambda f, at: read_message(event_id=f.event_row_id, at=at),
    payments.PaymentSucceeded: settle,
    payments.PaymentAbandoned: lambda f, at: close_payment(payment_id=f.payment_id, at=at),
    payments.RefundIntended: lambda f, at: send_refund(refund_id=f.refund_id, at=at),
    payments.PayoutIntended: lambda f, _: pay_payee(f.payout_id),
}
CONSEQUENCES: dict[type[Fact], tuple[Consequence, ...]] = {
    orders.OrderPaid: (count_sales,),
    orders.OrderCancelled: (count_sales,),
    orders.OrderReceived: (lambda facts, at: release_these(order_ids=[f.order_id for f in facts], at=at),),
    ReviewWritten: (show_stars,),
    ReviewModerated: (show_stars,),
    CategoryChanged: (find_anew,),
    SupplierMoved: (show_supplier,),
    StockChanged: (show_stock,),
    **PHOTOS,
}
for _kind_of_fact, _more in USED.items():
    CONSEQUENCES[_kind_of_fact] = (*CONSEQUENCES.get(_kind_of_fact, ()), *_more)


def react(fact_ids: list[int]) -> None:
    """Do what follows from these facts; done ones are skipped, failing ones noted and handed again later."""
    with door():
        found = outbox.undone(fact_ids)
        old_news = _pass_by(found)
    runnable = [row.id for row in found if row.id in old_news or _ran(row)]
    if not runnable:
        return
    try:
        _follow(runnable)
    except Exception:
        log.exception("facts did not go together: %s", runnable)
        for fact_id in runnable:
            _follow_one(fact_id)


def _pass_by(found: Sequence[Any]) -> set[int]:
    """Close the messages whose buyers were quicker, all at once; return their facts' ids."""
    facts = {
        r.payload["event_row_id"]: r.id for r in found if r.name == payments.ProviderEventReceived.__name__
    }
    return {facts[event_id] for event_id in pass_by(event_ids=facts, at=clock.now())} if facts else set()


def _ran(row: Any) -> bool:
    """Run a fact's errand; False when it failed and the fact must be handed again."""
    errand = ERRANDS.get(outbox.FACTS.get(row.name, Fact))
    if errand is None:
        return True
    try:
        errand(outbox.revive(row), clock.now())
    except Unavailable as away:
        # The row that made this errand necessary still says so, and the sweep asks again each minute: facts are
        # not the place to wait for another company.
        log.warning("left to the sweep: %s %s: %s", row.name, row.id, away)
    except Exception as error:
        log.exception("errand of %s %s failed", row.name, row.id)
        _note(row.id, error)
        return False
    return True


def _follow(fact_ids: Sequence[int]) -> None:
    at = clock.now()
    with door():
        rows = outbox.claim_all(fact_ids)
        facts = sorted((outbox.revive(row) for row in rows), key=_kind)
        for _, same in groupby(facts, key=_kind):
            _consequences(list(same), at)
        outbox.done([row.id for row in rows])


def _kind(fact: Fact) -> str:
    return type(fact).__name__


def _consequences(facts: Sequence[Fact], at: datetime) -> None:
    for consequence in _of(type(facts[0])):
        consequence(facts, at)


def _of(kind: type[Fact]) -> Iterable[Consequence]:
    """Return what follows from facts of this kind; people are told last, of what then is."""
    return (*CONSEQUENCES.get(kind, ()), *((tell_about,) if kind in HEARD else ()))


def _follow_one(fact_id: int) -> None:
    try:
        _follow([fact_id])
    except Exception as error:
        log.exception("fact %s failed", fact_id)
        _note(fact_id, error)


def _note(fact_id: int, error: Exception) -> None:
    with door():
        outbox.failed(fact_id, f"{type(error).__name__}: {error}")
