"""A buyer says that something is wrong: the order's money stands still until it is settled."""

from datetime import datetime

from marketplace.domains.aftersales.cases.open import find_by_key, open_case
from marketplace.domains.aftersales.models import Case
from marketplace.domains.orders.freezing.freeze import freeze
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


def start_case(
    *,
    order_id: int,
    reason: str,
    wish: str,
    words: str,
    key: str,
    actor: Actor,
    at: datetime,
    wished: int | None = None,
) -> Case:
    """Open a case about the actor's order and freeze it while its money is held; a replayed `key` returns the same.

    `wished` is the part asked for, minor units. Refuses: somebody else's order (Missing), one that has a case, is too
    old or not under way (Stale), what `open_case` refuses.
    """
    order = lock_row(Order, order_id)
    if order is None or order.buyer_id != actor.id:
        raise Missing
    if (known := find_by_key(buyer_id=order.buyer_id, key=key)) is not None:
        return known
    case = open_case(order=order, reason=reason, wish=wish, wished=wished, words=words, key=key, at=at)
    if not case.after_release:
        freeze(order=order, actor=actor, at=at)
    return case
