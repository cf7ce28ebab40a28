"""What people do while everything breaks. Each story's course is thrown by the seed and its number alone."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.chaos.browser import Browser, GaveUp
from tests.chaos.installation import Installation

REPLAY = re.compile(r'name="replay_key"[^>]*value="([^"]+)"')
TOTAL = re.compile(r'name="total" value="(\d+)"')
LINE = re.compile(r'name="line" value="([^"]+)"')
SERIALS = re.compile(r'<textarea[^>]*name="serials_\d+"[^>]*>')
ORDER = re.compile(r'href="/orders/(O[A-Z0-9-]+)"')
SEEN_WITHIN = 150.0  # seconds for money to reach its orders, whatever breaks on the way
# How many of a hundred go how.
COURSES = (
    ("arrives", 44), ("silent", 12), ("declined_first", 7), ("never_pays", 7), ("pays_late", 8), ("pays_too_late", 5),
    ("cancels_unpaid", 4), ("cancels_paid", 7), ("supplier_cancels", 6),
)  # fmt: skip


@dataclass
class Story:
    """One checkout and what becomes of it."""

    number: int
    shop: Installation
    buyer: Browser
    address: int
    suppliers: dict[int, Browser]
    goods: list[tuple[str, int, int]]
    dice: random.Random
    course: str = ""
    checkout: str = ""
    orders: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        names, weights = zip(*COURSES, strict=True)
        self.course = self.dice.choices(names, weights)[0]

    def tell(self) -> None:
        """Live through it. Refuses (GaveUp): a shop that does not do what it must."""
        session_id = self._order()
        if session_id is None:
            return
        if self.course == "cancels_unpaid":
            self._cancel(self.buyer, "/orders")
        elif self.course == "never_pays":
            return
        self._pay(session_id)
        if self.course in ("pays_late", "pays_too_late", "cancels_unpaid"):
            return
        if self.dice.random() < 0.6:  # the others closed the tab
            self.buyer.ask("GET", f"/checkout/{self.checkout}/thanks", takes=(200, 303, 409))
        self._after_payment()

    def _order(self) -> str | None:
        """Fill the cart and press the button, sometimes twice; return the provider's page, None when it is sold out."""
        before = set(self._mine())
        for slug, offer_id, _ in self.goods:
            self.buyer.ask("GET", f"/products/{slug}")
            self.buyer.ask("POST", "/cart/lines", {"offer_id": offer_id, "quantity": 1}, takes=(303,))
        page = self.buyer.ask("GET", "/checkout").text
        form = {
            "replay_key": _found(REPLAY, page),
            "total": _found(TOTAL, page),
            "address": self.address,
            "line": LINE.findall(page),
        }
        to = self.buyer.ask("POST", "/checkout", form, takes=(303,)).headers["Location"]
        if self.dice.random() < 0.3:
            to = self.buyer.ask("POST", "/checkout", form, takes=(303,)).headers["Location"]
        if to.endswith("/cart"):
            self.course = "sold_out"
            return None
        self.orders = [(number, 0) for number in self._mine() if number not in before]
        if not self.orders:
            raise GaveUp("the order is not on the buyer's list")
        return self._page_to_pay_on(to)

    def _page_to_pay_on(self, to: str) -> str:
        """Return the provider's page; where it could not be reached, ours leads there once more."""
        for _ in range(60):
            if "/c/pay/" in to:
                self.checkout = self.checkout or self._checkout_of_order()
                return re.split("[#?]", to.rsplit("/c/pay/", 1)[1], maxsplit=1)[0]
            if "/checkout/" not in to:
                raise GaveUp(f"sent from the checkout to {to}")
            self.checkout = to.split("/checkout/", 1)[1].split("/", 1)[0]
            answer = self.buyer.ask("POST", f"/checkout/{self.checkout}/payment", {}, takes=(303, 409, 503))
            to = answer.headers.get("Location", to)
            time.sleep(0.5)
        raise GaveUp("no way to the payment page")

    def _checkout_of_order(self) -> str:
        of_order = f"o.checkout_id = c.id WHERE o.number = '{self.orders[0][0]}'"
        return str(self.shop.rows(f'SELECT c.number FROM checkout c JOIN "order" o ON {of_order}')[0][0])

    def _mine(self) -> list[str]:
        return list(dict.fromkeys(ORDER.findall(self.buyer.ask("GET", "/orders").text)))

    def _pay(self, session_id: str) -> None:
        late = {"pays_late": self.dice.uniform(3, 15), "pays_too_late": self.dice.uniform(75, 95)}
        if self.course == "declined_first":
            self._at_the_bank(session_id, method="card", outcome="decline")
        if self.course in late:
            self._at_the_bank(session_id, method="alipay", outcome="late", delay_seconds=late[self.course])
        else:
            self._at_the_bank(
                session_id, method=self.dice.choice(("card", "alipay", "wechat_pay")), outcome="succeed"
            )

    def _at_the_bank(self, session_id: str, **given: Any) -> None:
        """Do it at the provider; a page that was closed or paid already is no trouble of ours."""
        try:
            self.shop.lever(f"/checkout/{session_id}/pay", given)
        except httpx.HTTPStatusError as error:
            if error.response.status_code not in (400, 402):
                raise

    def _after_payment(self) -> None:
        if self.course == "cancels_paid":
            self._cancel(self.buyer, "/orders")
            return
        for number in [number for number, _ in self.orders]:
            seller = self._seller_of(number)
            if self.course == "supplier_cancels":
                path = f"/supplier/orders/{number}/cancellation"
                seller.ask("POST", path, {"reason": "out_of_stock"}, takes=(303, 409))
                continue
            seller.ask("POST", f"/supplier/orders/{number}/acceptance", {}, takes=(303, 409))
            self._ship(seller, number)
            if self.course == "arrives":
                self.buyer.ask("POST", f"/orders/{number}/receipt", {}, takes=(303, 409))

    def _seller_of(self, number: str) -> Browser:
        """Wait until one of the suppliers finds the paid order in its portal."""
        until = time.monotonic() + SEEN_WITHIN
        while time.monotonic() < until:
            for seller in self.suppliers.values():
                if seller.ask("GET", f"/supplier/orders/{number}", takes=(200, 404)).status_code == 200:
                    return seller
            time.sleep(1.0)
        raise GaveUp(f"{number} was paid and its supplier never heard of it")

    def _ship(self, seller: Browser, number: str) -> None:
        path = f"/supplier/orders/{number}/shipment"
        page = seller.ask("GET", path, takes=(200, 409))
        if page.status_code == 409:
            return
        form = dict(_serials(number, field) for field in SERIALS.findall(page.text))
        form |= {"carrier": "sf", "tracking_number": f"SF{number}"}
        seller.ask("POST", path, form, takes=(303, 409))

    def _cancel(self, who: Browser, where: str) -> None:
        for number, _ in self.orders:
            who.ask("POST", f"{where}/{number}/cancellation", {}, takes=(303, 409))


def _serials(number: str, field: str) -> tuple[str, str]:
    """Fill a field of serial numbers: it is as high as there are pieces, a cart filled twice has two."""
    name = _found(re.compile(r'name="([^"]+)"'), field)
    pieces = int(_found(re.compile(r'rows="(\d+)"'), field)) - 1
    return name, "\n".join(f"SN-{number}-{name[8:]}-{piece}" for piece in range(pieces))


def _found(pattern: re.Pattern[str], page: str) -> str:
    match = pattern.search(page)
    if match is None:
        raise GaveUp(f"no {pattern.pattern} on the page: {page[-500:]}")
    return match.group(1)
