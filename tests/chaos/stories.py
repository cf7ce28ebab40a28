"""What people do while everything breaks. Each story's course is thrown by the seed and its number alone."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from tests.chaos.browser import Browser, GaveUp
from tests.chaos.paying import SEEN_WITHIN, Payer, found

REPLAY = re.compile(r'name="replay_key"[^>]*value="([^"]+)"')
TOTAL = re.compile(r'name="total" value="(\d+)"')
LINE = re.compile(r'name="line" value="([^"]+)"')
SERIALS = re.compile(r'<textarea[^>]*name="serials_\d+"[^>]*>')
ORDER = re.compile(r'href="/orders/(O[A-Z0-9-]+)"')
# How many of a hundred go how.
COURSES = (
    ("arrives", 44), ("silent", 12), ("declined_first", 7), ("never_pays", 7), ("pays_late", 8), ("pays_too_late", 5),
    ("cancels_unpaid", 4), ("cancels_paid", 7), ("supplier_cancels", 6),
)  # fmt: skip


@dataclass
class Story(Payer):
    """One checkout and what becomes of it."""

    suppliers: dict[int, Browser] = field(kw_only=True)
    goods: list[tuple[str, int, int]] = field(kw_only=True)

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
        self.pay(session_id)
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
            "replay_key": found(REPLAY, page),
            "total": found(TOTAL, page),
            "address": self.address,
            "line": LINE.findall(page),
        }
        to = self.buyer.ask("POST", "/checkout", form, takes=(303,)).headers["Location"]
        if self.dice.random() < 0.3:
            to = self.buyer.ask("POST", "/checkout", form, takes=(303,)).headers["Location"]
        if to.endswith("/cart"):
            self.course = "sold_out"
            return None
        self.orders = [number for number in self._mine() if number not in before]
        if not self.orders:
            raise GaveUp("the order is not on the buyer's list")
        return self.page_to_pay_on(to)

    def _mine(self) -> list[str]:
        return list(dict.fromkeys(ORDER.findall(self.buyer.ask("GET", "/orders").text)))

    def _after_payment(self) -> None:
        if self.course == "cancels_paid":
            self._cancel(self.buyer, "/orders")
            return
        for number in self.orders:
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
        for number in self.orders:
            who.ask("POST", f"{where}/{number}/cancellation", {}, takes=(303, 409))


def _serials(number: str, field: str) -> tuple[str, str]:
    """Fill a field of serial numbers: it is as high as there are pieces, a cart filled twice has two."""
    name = found(re.compile(r'name="([^"]+)"'), field)
    pieces = int(found(re.compile(r'rows="(\d+)"'), field)) - 1
    return name, "\n".join(f"SN-{number}-{name[8:]}-{piece}" for piece in range(pieces))
