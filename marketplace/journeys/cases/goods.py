"""The goods of a case follow its verdict: back to whoever sold them, or they stay where they are.

| verdict | goods | a used one's listing |
|---|---|---|
| return, or refund after they were sent back | their seller's, or their supplier's | a draft of its seller's |
| refund, and they never arrived | the same | the same |
| refund, and they arrived | the buyer keeps them, and owns them now | stays sold |
| split, release | the buyer's, once the rest is released | stays sold |
"""

from datetime import datetime

from marketplace.domains.aftersales.cases.decide import BACK_FIRST, Verdict
from marketplace.domains.aftersales.cases.queries import goods_go_back, was_sent_back
from marketplace.domains.inventory.units.come_back import come_back, come_back_to_supplier
from marketplace.domains.inventory.units.pass_on import keep
from marketplace.domains.listings.clear import clear
from marketplace.domains.listings.dealing.count_sold import uncount_sold
from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.dealing.take import take_back
from marketplace.domains.listings.queries import lock_offered_by
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.queries import unit_of_sale
from marketplace.domains.orders.reading.payees import lock_payees_of
from marketplace.foundation.actors import Actor
from marketplace.journeys.cases.ground import Ground

REFUND = "refund"


def settle_goods(*, ground: Ground, verdict: Verdict, at: datetime) -> None:
    """Say whose the goods of a case are that has just ended, its order locked and its money moved."""
    case, order = ground.case, ground.order
    if goods_go_back(case, order):
        returned = verdict.outcome == BACK_FIRST or was_sent_back(case.id)
        go_back(order=order, why="returned" if returned else "not_arrived", actor=ground.actor, at=at)
    elif verdict.outcome == REFUND and order.seller_id is not None and not case.after_release:
        unit_id = unit_of_sale(order)
        if unit_id is not None:
            keep(unit_id=unit_id, owner_id=order.buyer_id, order_number=order.number, at=at)


def go_back(*, order: Order, why: str, actor: Actor, at: datetime) -> None:
    """Give the goods of a locked order back to whoever sold them; `why` is returned or not_arrived."""
    number, buyer_id = order.number, order.buyer_id
    if order.seller_id is None:
        back = come_back_to_supplier(
            order_id=order.id, order_number=number, buyer_id=buyer_id, why=why, at=at
        )
    else:
        lock_payees_of([order])  # the seller before the listing, as whoever suspends them
        listing = take_back(holder=for_order(number), actor=actor, at=at)
        if listing is not None and order.completed_at is not None:
            uncount_sold(seller_id=listing.seller_id)
        units = [listing.unit_id] if listing is not None and listing.unit_id is not None else []
        back = come_back(
            unit_ids=units, owner_id=buyer_id, to=order.seller_id, order_number=number, why=why, at=at
        )
    # A buyer who had it for sale themselves has it no more.
    clear(found=lock_offered_by(buyer_id, unit_ids=back), reason=why, actor=actor, at=at)
