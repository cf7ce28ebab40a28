"""What people do with used appliances while everything breaks: haggle, buy the only one, hand it over by a code."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.browser import Browser, GaveUp
from tests.chaos.paying import SEEN_WITHIN, Payer, found
from tests.chaos.stories import REPLAY, TOTAL

REVISION = re.compile(r'name="revision" value="(\d+)"')
TO_ACCEPT = re.compile(r'action="/proposals/(\d+)/acceptance"')
CODE = re.compile(r'class="pickup-code">(\d{3} \d{3})<')
OF_LISTING = """
SELECT o.number FROM listing g JOIN order_line n ON n.listing_id = g.id JOIN "order" o ON o.id = n.order_id
"""
# How many of a hundred go how.
COURSES = (
    ("picked_up", 35), ("haggled", 25), ("by_courier", 15), ("never_pays", 8),
    ("cancels_paid", 9), ("seller_cancels", 8),
)  # fmt: skip


@dataclass
class UsedStory(Payer):
    """One listing, its buyer, its seller, and a rival who wants it, too."""

    listing: str = field(kw_only=True)
    seller: Browser = field(kw_only=True)
    rival: Browser = field(kw_only=True)

    def __post_init__(self) -> None:
        names, weights = zip(*COURSES, strict=True)
        self.course = self.dice.choices(names, weights)[0]

    def tell(self) -> None:
        """Live through it. Refuses (GaveUp): a shop that does not do what it must, or sells one thing twice."""
        if self.course == "haggled":
            self._haggle()
        session_id = self._order()
        if self.course == "never_pays":
            return
        self.pay(session_id)
        self._wait_for("paid")
        order = self.orders[0]
        if self.course == "cancels_paid":
            self.buyer.ask("POST", f"/orders/{order}/cancellation", {}, takes=(303, 409))
        elif self.course == "seller_cancels":
            self.seller.ask("POST", f"/sell/orders/{order}/cancellation", {}, takes=(303, 409))
        else:
            self.seller.ask("POST", f"/sell/orders/{order}/acceptance", {}, takes=(303, 409))
            self._give(order)

    def _haggle(self) -> None:
        """Offer, be answered with another price, accept that: each sent again when the answer was lost."""
        page = f"/second-hand/{self.listing}"
        self.buyer.ask("POST", f"{page}/proposals", {"amount": "700"}, takes=(303, 409, 422))
        offer = found(TO_ACCEPT, self.seller.ask("GET", "/sell/proposals").text)
        self.seller.ask("POST", f"/proposals/{offer}/counter", {"amount": "800"}, takes=(303, 409, 422))
        answer = found(TO_ACCEPT, self.buyer.ask("GET", page).text)
        self.buyer.ask("POST", f"/proposals/{answer}/acceptance", {}, takes=(303, 409))

    def _order(self) -> str:
        """Order it, sometimes twice; the rival who saw the same page is told and gets nothing."""
        path = f"/second-hand/{self.listing}/purchase"
        form = self._form(self.buyer, path, self.address)
        theirs = None if self.course == "haggled" else self._form(self.rival, path, "")
        to = self.buyer.ask("POST", path, form, takes=(303,)).headers["Location"]
        if self.dice.random() < 0.3:
            to = self.buyer.ask("POST", path, form, takes=(303,)).headers["Location"]
        if theirs:
            self.rival.ask("POST", path, theirs, takes=(409,))
        self.orders = [row[0] for row in self.shop.rows(f"{OF_LISTING} WHERE g.number = '{self.listing}'")]
        if len(self.orders) != 1:
            raise GaveUp(f"{self.listing} is in {len(self.orders)} orders")
        return self.page_to_pay_on(to)

    def _form(self, who: Browser, path: str, address: int | str) -> dict[str, Any]:
        way = "shipping" if self.course == "by_courier" else "pickup"
        page = who.ask("GET", f"{path}?way={way}").text
        return {
            "way": way,
            "address": address,
            "replay_key": found(REPLAY, page),
            "total": found(TOTAL, page),
            "revision": found(REVISION, page),
        }

    def _give(self, order: str) -> None:
        """Send it, or hand it over by the code the buyer shows; the buyer has it and says so."""
        if self.course == "by_courier":
            parcel = {"carrier": "sf", "tracking_number": f"SF{order}"}
            self.seller.ask("POST", f"/sell/orders/{order}/shipment", parcel, takes=(303, 409))
        else:
            code = found(CODE, self.buyer.ask("GET", f"/orders/{order}").text)
            self.seller.ask("POST", f"/sell/orders/{order}/handover", {"code": code}, takes=(303, 409))
        self.buyer.ask("POST", f"/orders/{order}/receipt", {}, takes=(303, 409))

    def _wait_for(self, state: str) -> None:
        until = time.monotonic() + SEEN_WITHIN
        while time.monotonic() < until:
            if self.shop.rows(
                f"SELECT 1 FROM \"order\" WHERE number = '{self.orders[0]}' AND state = '{state}'"
            ):
                return
            time.sleep(0.5)
        raise GaveUp(f"{self.orders[0]} was paid and is never {state}")
