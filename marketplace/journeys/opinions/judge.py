"""One side of a second-hand order judges the other; time shows what was written."""

from datetime import datetime

from marketplace.domains.aftersales.models import Opinion
from marketplace.domains.aftersales.opinions.queries import due
from marketplace.domains.aftersales.opinions.write import show, write_opinion
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row, lock_rows
from marketplace.foundation.refusals import Missing


def judge_order(*, order_id: int, stars: int, words: str, actor: Actor, at: datetime) -> Opinion:
    """Write the actor's opinion about an order. Refuses: an order not theirs (Missing), as `write_opinion`."""
    # Locked: of two who write at once the second sees the first, and shows both.
    order = lock_row(Order, order_id)
    if order is None:
        raise Missing
    return write_opinion(order=order, author_id=actor.id or 0, stars=stars, words=words, at=at)


def show_due(*, limit: int, at: datetime) -> int:
    """Show what was hidden for long enough, of up to `limit` orders; return how many."""
    orders = lock_rows(Order, due(at, limit))
    return show(order_ids=[order.id for order in orders], at=at)
