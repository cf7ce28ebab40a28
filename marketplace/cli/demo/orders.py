"""Demo orders in every state, told through the journeys and paid at the sandbox company like any other."""

from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
from flask import current_app
from sqlalchemy import select

from marketplace.cli.demo.chapters import Chapter, accepts, cancels, receives, releases, reviews, ships
from marketplace.cli.demo.people import Cast
from marketplace.domains.accounts.models import Address
from marketplace.domains.aftersales.queries import reviews_of_lines
from marketplace.domains.catalog.models import Offer
from marketplace.domains.orders.models import Checkout, Order, OrderLine
from marketplace.domains.orders.price import Wish
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.queries import find_payment
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Unavailable
from marketplace.journeys.checkout import place_checkout
from marketplace.journeys.lapse_unpaid import lapse_unpaid
from marketplace.journeys.settle_payment import hear_payment, settle_payment
from marketplace.journeys.start_payment import start_payment

PAY_SECONDS = 10
BEFORE: dict[Chapter, tuple[str, ...]] = {
    accepts: ("paid",),
    ships: ("accepted",),
    receives: ("shipped", "delivered"),
    releases: ("received",),
    cancels: ("paid",),
}  # chapter → the states it begins in; a review begins when all is done


def tell(cast: Cast) -> int:
    """Tell orders up to every state; return how many. Without the sandbox company nobody can pay: only unpaid ones.

    A story that was told stays as it is, one that was broken off goes on where it stands.
    """
    told = _unpaid(cast)
    try:
        for i, (buyer_id, ends) in enumerate(_stories(cast)):
            for order_id in _paid(buyer_id, _offers(cast, i), f"demo-{i}"):
                told += 1
                for chapter in ends:
                    if _is_due(chapter, order_id):
                        chapter(order_id)
    except (Unavailable, httpx.HTTPError) as away:
        print(f"Only unpaid orders: the payment company does not answer ({away}).")
    return told


def _is_due(chapter: Chapter, order_id: int) -> bool:
    """Say whether this is what happens next: an earlier load may have told it already."""
    with door():
        state = session.get_one(Order, order_id).state
        if chapter in BEFORE:
            return state in BEFORE[chapter]
        lines = session.scalars(select(OrderLine.id).where(OrderLine.order_id == order_id)).all()
        return state == "completed" and not reviews_of_lines(lines)


def _stories(cast: Cast) -> list[tuple[int, tuple[Chapter, ...]]]:
    ended = (accepts, ships, receives, releases)
    reviewed = [(guest, (*ended, reviews(i))) for i, guest in enumerate(cast.guests)]
    mine: list[tuple[int, tuple[Chapter, ...]]] = [
        (cast.buyer, ()),
        (cast.buyer, (accepts,)),
        (cast.buyer, (accepts, ships)),
        (cast.buyer, ended),
        (cast.buyer, (cancels,)),
        (cast.guests[0], ()),
        (cast.guests[1], ()),
        (cast.guests[2], (accepts,)),
    ]
    return [*reviewed, *mine]


def _offers(cast: Cast, i: int) -> list[int]:
    """Choose what is bought: mostly of the first supplier, whose portal the visitor will look into."""
    rows = session.scalars(
        select(Offer.id)
        .where(Offer.supplier_id == cast.suppliers[0], Offer.state == "on")
        .order_by(Offer.id)
        .limit(400)
    ).all()
    session.rollback()
    popular = rows[::9] or rows  # every ninth has plenty of stock
    return (
        [popular[i % len(popular)]] if i % 4 else [popular[i % len(popular)], popular[(i + 5) % len(popular)]]
    )


def _place(buyer_id: int, offers: list[int], key: str, at: datetime) -> Checkout:
    with door():
        home = session.scalars(
            select(Address.id).where(Address.person_id == buyer_id).order_by(Address.id)
        ).first()
        return place_checkout(
            buyer_id=buyer_id,
            lines=[Wish(offer_id, 1, None) for offer_id in dict.fromkeys(offers)],
            address_id=home or 0,
            replay_key=f"{key}-replay-key-of-the-demo",
            actor=actors.person(buyer_id, "buyer"),
            at=at,
        )


def _unpaid(cast: Cast) -> int:
    """Place one that waits for its payment and one that waited too long."""
    now = clock.now()
    _place(cast.buyer, _offers(cast, 1), "waits", now)
    _place(cast.buyer, _offers(cast, 2), "lapses", now - timedelta(hours=1))
    with door():
        lapse_unpaid(limit=10, at=now)
    return 2


def _paid(buyer_id: int, offers: list[int], key: str) -> list[int]:
    return pay_for(lambda replay: _place(buyer_id, offers, replay, clock.now()), key, buyer_id)


def pay_for(place: Callable[[str], Checkout], key: str, buyer_id: int) -> list[int]:
    """Place what `place` places under a key, and pay it, once; return its orders' ids."""
    checkout = place(key)
    if any(
        order.state == "lapsed" for order in _orders_of(checkout)
    ):  # broken off before it was paid, long ago
        checkout = place(f"{key}-again")
    number = checkout.number
    payment = find_payment(number)
    payment_id = payment.id if payment else 0
    session.rollback()
    if not hear_payment(payment_id=payment_id, at=clock.now()):
        url = start_payment(checkout_number=number, buyer_id=buyer_id, at=clock.now())
        _pay_at_the_sandbox(url.rstrip("/").rsplit("/", 1)[1].split("#")[0].split("?")[0])
        hear_payment(payment_id=payment_id, at=clock.now())
    with door():
        settle_payment(payment_id=payment_id, at=clock.now())
    return [order.id for order in _orders_of(checkout)]


def _orders_of(checkout: Checkout) -> list[Order]:
    with door():
        return list(orders_of(checkout.id))


def _pay_at_the_sandbox(session_id: str) -> None:
    settings = current_app.config["SETTINGS"]
    httpx.post(
        f"{settings.stripe_api_base}/sandbox/checkout/{session_id}/pay",
        json={"method": "alipay", "outcome": "succeed"},
        headers={"Authorization": f"Bearer {settings.stripe_api_key}"},
        timeout=PAY_SECONDS,
        trust_env=False,
    ).raise_for_status()
