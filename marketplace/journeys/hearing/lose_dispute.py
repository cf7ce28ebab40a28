"""A charge-back is lost: what the bank gave the buyer is taken from the orders, and what was kept for them is free."""

from collections.abc import Sequence
from datetime import datetime

from marketplace.domains.aftersales.cases.decide import Verdict, close
from marketplace.domains.aftersales.cases.put_off import put_off
from marketplace.domains.aftersales.cases.queries import find_case_of, was_sent_back
from marketplace.domains.aftersales.cases.two_hands import drop_waiting
from marketplace.domains.aftersales.models import Case
from marketplace.domains.inventory.free import free
from marketplace.domains.inventory.units.pass_on import keep
from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.dealing.reserve import free as free_listings
from marketplace.domains.orders.freezing.give_back import give_back
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.queries import unit_of_sale
from marketplace.domains.orders.reading.payees import lock_money_of, lock_payees_of
from marketplace.domains.orders.states import HOLDING
from marketplace.domains.payments.chargebacks.give import give_part, give_rest
from marketplace.domains.payments.models import Chargeback, Payment
from marketplace.domains.payments.refund import Source
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.locks import lock_row
from marketplace.foundation.money import split
from marketplace.foundation.text import N_
from marketplace.journeys.cases.goods import go_back

BANK_TOOK = N_("The buyer's bank gave them the money back, so there is nothing left to decide.")


def take_lost(
    *, chargeback: Chargeback, payment: Payment, orders: Sequence[Order], at: datetime
) -> dict[int, int]:
    """Take a lost charge-back from locked orders, in proportion to what is left of each; return what of which."""
    lefts = [order.total - order.refunded for order in orders]
    parts = split(min(chargeback.amount, sum(lefts)), lefts) if sum(lefts) else []
    taken = {order.id: part for order, part in zip(orders, parts, strict=False) if part}
    lock_payees_of(order for order in orders if order.id in taken)
    for order in orders:
        if part := taken.get(order.id):
            source = Source(*lock_money_of(order))
            give_part(
                chargeback=chargeback,
                payment=payment,
                reference=order.number,
                amount=part,
                source=source,
                at=at,
            )
            _lose(order, part, at)
    give_rest(chargeback=chargeback, payment=payment, amount=chargeback.amount - sum(parts), at=at)
    return taken


def has_case(order: Order) -> bool:
    """Say whether a case about an order keeps its money where it is."""
    case = find_case_of(order.id)
    return case is not None and case.state != "closed" and not case.after_release


def resume_case(*, order: Order, at: datetime) -> None:
    """Let the case about an order go on where it stood; close it where the bank left nothing to decide about.

    Goods that the buyer has sent back are their seller's all the same: nobody has both, goods and money.
    """
    known = find_case_of(order.id)
    case = lock_row(Case, known.id) if known is not None else None
    if case is None or case.state == "closed":
        return
    if order.refunded < order.total:
        put_off(case=case, by=at - max(order.disputed_at or at, case.opened_at))
        return
    if was_sent_back(case.id):
        go_back(order=order, why="returned", actor=PROVIDER, at=at)
    close(case=case, verdict=Verdict("release", 0, BANK_TOOK), verb="decide", actor=PROVIDER, at=at)
    drop_waiting(case_id=case.id, actor=PROVIDER, at=at)


def _lose(order: Order, part: int, at: datetime) -> None:
    kept = order.state in {"paid", "accepted"}
    order.charged_back += part
    if order.state in HOLDING and order.refunded + part == order.total:
        # As with a refund there is nothing left to hold; what had not left goes to whoever wants it next.
        order.refunded = order.total
        give_back(order=order, actor=PROVIDER, at=at)
        if kept:
            _let_go(order, at)
        elif order.seller_id is not None and order.delivered_at is not None and not _is_sent_back(order):
            _keep(order, at)
    else:
        order.refunded += part


def _is_sent_back(order: Order) -> bool:
    case = find_case_of(order.id)
    return case is not None and case.state != "closed" and was_sent_back(case.id)


def _let_go(order: Order, at: datetime) -> None:
    if order.seller_id is None:
        free(holder=order.number)
    else:
        free_listings(holders=[for_order(order.number)], at=at)


def _keep(order: Order, at: datetime) -> None:
    """Let what arrived be its buyer's, though the money went back: its seller does not have it to sell again."""
    unit_id = unit_of_sale(order)
    if unit_id is not None:
        keep(unit_id=unit_id, owner_id=order.buyer_id, order_number=order.number, at=at)
