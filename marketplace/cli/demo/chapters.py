"""What may happen to a paid demo order, each told by its id in a transaction of its own."""

from collections.abc import Callable

from marketplace.domains.aftersales.review import answer, review
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import get_order
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.release_hold import release_hold
from marketplace.journeys.ship_order import ship_order

SAID = (
    (5, "Quiet and cold. 送货师傅很耐心，还帮忙搬上楼。", "谢谢支持。Thank you."),
    (4, "用了一周，比旧的省电多了。", ""),
    (5, "Arrived two days early, not a scratch.", ""),
    (3, "Good machine, the manual is only in Chinese.", "We will send you the English one."),
    (5, "声音很小，晚上听不到。", ""),
)
Chapter = Callable[[int], None]


def _order(order_id: int) -> Order:
    number = session.get_one(Order, order_id).number
    return get_order(number)


def _supplier(order_id: int) -> actors.Actor:
    return actors.person(_order(order_id).buyer_id, "supplier")


def _buyer(order_id: int) -> actors.Actor:
    return actors.person(_order(order_id).buyer_id, "buyer")


def accepts(order_id: int) -> None:
    """Let the supplier accept."""
    with door():
        accept_order(order_id=order_id, actor=_supplier(order_id), at=clock.now())


def ships(order_id: int) -> None:
    """Let the supplier ship, with serial numbers of the demo."""
    with door():
        serials = {
            line.id: [f"CS{order_id:05d}{line.id:05d}{i}" for i in range(line.quantity)]
            for line in _order(order_id).lines
        }
        ship_order(
            order_id=order_id,
            carrier="sf",
            tracking_number=f"SF{order_id:010d}",
            serials=serials,
            actor=_supplier(order_id),
            at=clock.now(),
        )


def receives(order_id: int) -> None:
    """Let the buyer confirm receipt."""
    with door():
        confirm_receipt(order_id=order_id, actor=_buyer(order_id), at=clock.now())


def releases(order_id: int) -> None:
    """Release the hold."""
    with door():
        release_hold(order_id=order_id, at=clock.now())


def cancels(order_id: int) -> None:
    """Let the buyer call it off."""
    with door():
        cancel_order(order_id=order_id, actor=_buyer(order_id), at=clock.now())


def reviews(i: int) -> Chapter:
    """Let the buyer review, and the supplier answer where there is something to say."""
    stars, words, reply = SAID[i % len(SAID)]

    def chapter(order_id: int) -> None:
        with door():
            order = _order(order_id)
            for line in order.lines:
                written = review(
                    order=order, line=line, person_id=order.buyer_id, stars=stars, words=words, at=clock.now()
                )
                if reply and order.supplier_id is not None:
                    answer(
                        review_id=written.id,
                        supplier_id=order.supplier_id,
                        person_id=order.buyer_id,
                        words=reply,
                        at=clock.now(),
                    )

    return chapter
