"""Used appliances that somebody buys in the demo, paid at the sandbox company like everything else."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from marketplace.cli.demo.orders import pay_for
from marketplace.cli.demo.people import Cast
from marketplace.cli.demo.used import disputes, words
from marketplace.domains.accounts.models import Address
from marketplace.domains.listings.sizes import PICKUP, SHIPPING
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.shipments.hand_over import code_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.dealing.buy_listing import buy_listing
from marketplace.journeys.dealing.hand_over import hand_over_order
from marketplace.journeys.dealing.send_order import send_order
from marketplace.journeys.opinions.judge import judge_order
from marketplace.journeys.release_hold import release_hold

Chapter = Callable[[int], None]
Side = Callable[[int], actors.Actor]


def _seller(order_id: int) -> actors.Actor:
    return actors.person(session.get_one(Order, order_id).seller_id or 0, "seller")


def _buyer(order_id: int) -> actors.Actor:
    return actors.person(session.get_one(Order, order_id).buyer_id, "buyer")


def accepts(order_id: int) -> None:
    """Let the seller accept."""
    with door():
        accept_order(order_id=order_id, actor=_seller(order_id), at=clock.now())


def sends(order_id: int) -> None:
    """Let the seller send a parcel."""
    with door():
        send_order(
            order_id=order_id,
            carrier="sf",
            tracking_number=f"SF9{order_id:010d}",
            actor=_seller(order_id),
            at=clock.now(),
        )


def hands_over(order_id: int) -> None:
    """Let the buyer show the code and the seller enter it."""
    with door():
        code, seller = code_of(order_id) or "", _seller(order_id)
    hand_over_order(order_id=order_id, code=code, actor=seller, at=clock.now())


def confirms(order_id: int) -> None:
    """Let the buyer say that it is right, and the money go."""
    with door():
        confirm_receipt(order_id=order_id, actor=_buyer(order_id), at=clock.now())
    with door():
        release_hold(order_id=order_id, at=clock.now())


def calls_off(order_id: int) -> None:
    """Let the seller call it off before it is handed over."""
    with door():
        cancel_order(order_id=order_id, actor=_seller(order_id), at=clock.now())


def judges(*sides: Side) -> Chapter:
    """Let these sides say what they think of each other; shown once both did."""

    def chapter(order_id: int) -> None:
        for i, side in enumerate(sides):
            with door():
                said = words.OPINIONS[disputes.language_of(order_id)][side is _seller]
                judge_order(order_id=order_id, stars=5 - i, words=said, actor=side(order_id), at=clock.now())

    return chapter


both_judge, seller_judges = judges(_buyer, _seller), judges(_seller)
BEGINS: dict[Chapter, str] = {
    accepts: "paid",
    sends: "accepted",
    hands_over: "accepted",
    confirms: "delivered",
    calls_off: "paid",
    both_judge: "completed",
    seller_judges: "completed",
    **dict.fromkeys(disputes.ALL, "delivered"),
}
# fate → who buys (-1: the demo's buyer, else a guest), how it changes hands, and what happens after the payment.
DEALS: dict[str, tuple[int, str, tuple[Chapter, ...]]] = {
    "to accept": (3, PICKUP, ()),
    "to hand over": (-1, PICKUP, (accepts,)),
    "handed over": (4, PICKUP, (accepts, hands_over)),
    "completed": (-1, PICKUP, (accepts, hands_over, confirms, seller_judges)),
    "judged": (3, PICKUP, (accepts, hands_over, confirms, both_judge)),
    "bargained": (-1, PICKUP, (accepts,)),
    "called off": (2, PICKUP, (calls_off,)),
    "disputed": (-1, PICKUP, (accepts, hands_over, disputes.contested)),
    "case answered": (0, PICKUP, (accepts, hands_over, disputes.answered)),
    "case open": (2, PICKUP, (accepts, hands_over, disputes.opened)),
    "case split": (1, PICKUP, (accepts, hands_over, disputes.split)),
    "case returning": (-1, PICKUP, (accepts, hands_over, disputes.returning)),
    "case withdrawn": (0, PICKUP, (accepts, hands_over, disputes.withdrawn)),
    "shipped": (-1, SHIPPING, (accepts, sends)),
    "to ship": (1, SHIPPING, (accepts,)),
}


def sell(fate: str, cast: Cast, number: str) -> int:
    """Sell the listing with this number as its fate says, going on where an earlier load stopped; return 0 or 1."""
    if fate not in DEALS:
        return 0
    buyer, way, chapters = DEALS[fate]
    buyer_id = cast.buyer if buyer < 0 else cast.guests[buyer]
    (order_id,) = pay_for(partial(_place, number, buyer_id, way), f"used-{number}", buyer_id)
    for chapter in chapters:
        with door():
            state = session.get_one(Order, order_id).state
        if state == BEGINS[chapter]:
            chapter(order_id)
    return 1


def _place(number: str, buyer_id: int, way: str, key: str) -> Checkout:
    with door():
        home = session.scalars(
            select(Address.id).where(Address.person_id == buyer_id).order_by(Address.id)
        ).first()
        return buy_listing(
            buyer_id=buyer_id,
            listing_number=number,
            way=way,
            address_id=home,
            replay_key=f"{key}-replay-key",
            actor=actors.person(buyer_id, "buyer"),
            at=clock.now(),
        )
