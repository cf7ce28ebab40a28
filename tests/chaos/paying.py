"""The way to the provider's page and what happens there: the same whatever is bought."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.chaos.browser import Browser, GaveUp
from tests.chaos.installation import Installation

SEEN_WITHIN = 150.0  # seconds for money to reach its orders, whatever breaks on the way


@dataclass
class Payer:
    """Somebody who ordered and is sent to pay."""

    number: int
    shop: Installation
    buyer: Browser
    address: int
    dice: random.Random
    course: str = ""
    checkout: str = ""
    orders: list[str] = field(default_factory=list)

    def page_to_pay_on(self, to: str) -> str:
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
        of_order = f"o.checkout_id = c.id WHERE o.number = '{self.orders[0]}'"
        return str(self.shop.rows(f'SELECT c.number FROM checkout c JOIN "order" o ON {of_order}')[0][0])

    def pay(self, session_id: str) -> None:
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


def found(pattern: re.Pattern[str], page: str) -> str:
    """Return what the pattern catches. Refuses (GaveUp): a page without it."""
    match = pattern.search(page)
    if match is None:
        raise GaveUp(f"no {pattern.pattern} on the page: {page[-500:]}")
    return match.group(1)
