"""Buyers in a process of their own: from two product pages to the thank-you page, over HTTP, again and again.

Reads one JSON order from stdin: port, sandbox (its address), seconds, people (cookie, address), goods (slug, offer).
"""

from __future__ import annotations

import http.client
import json
import re
import sys
import threading
import time
from itertools import cycle
from typing import Any
from urllib.parse import urlencode, urlsplit

from marketplace.foundation.dice import dice_of

REPLAY, TOTAL, LINE = (
    re.compile(r'name="replay_key"[^>]*value="([^"]+)"'),
    re.compile(r'name="total" value="(\d+)"'),
    re.compile(r'name="line" value="([^"]+)"'),
)
KEY = "Bearer sk_test_sandbox"


class Buyer(threading.Thread):
    """One buyer with a browser that keeps its connections."""

    def __init__(self, order: dict[str, Any], number: int) -> None:
        super().__init__(daemon=True)
        self.order = order
        self.dice = dice_of(number)
        self.faces = cycle(order["people"][number :: order["clients"]])
        self.me = order["people"][number]
        self.origin = f"http://127.0.0.1:{order['port']}"
        self.shop = http.client.HTTPConnection("127.0.0.1", order["port"], timeout=30)
        self.bank = http.client.HTTPConnection(urlsplit(order["sandbox"]).netloc, timeout=30)
        self.times: list[float] = []
        self.steps: dict[str, float] = {}
        self.wrong: list[str] = []

    def run(self) -> None:
        """Buy until time is up; a purchase not finished by then does not count."""
        while time.perf_counter() < self.order["until"] and len(self.wrong) < 3:
            began, self.me = time.perf_counter(), next(self.faces)
            try:
                self.buy()
            except (AssertionError, AttributeError, OSError, http.client.HTTPException, KeyError) as error:
                self.wrong.append(f"{type(error).__name__}: {error}")
                self.shop.close()
                self.bank.close()
            else:
                if time.perf_counter() < self.order["until"]:
                    self.times.append(time.perf_counter() - began)

    def buy(self) -> None:
        """Look at two products, put both in the cart, order, pay, come back."""
        for slug, offer_id in self.dice.sample(self.order["goods"], 2):
            self.ask("GET", f"/products/{slug}")
            self.ask("POST", "/cart/lines", {"offer_id": offer_id, "quantity": 1}, htmx=True)
        page = self.ask("GET", "/checkout")
        form = {
            "replay_key": found(REPLAY, page),
            "total": found(TOTAL, page),
            "address": self.me["address"],
            "line": LINE.findall(page),
        }
        to = self.ask("POST", "/checkout", form, expect=303)
        session = json.loads(self.pay(to.rstrip("/").rsplit("/", 1)[1].split("#")[0]))
        thanks = self.ask("GET", urlsplit(session["success_url"]).path)
        assert "/orders/" in thanks, "no order on the thank-you page"

    def ask(
        self,
        method: str,
        path: str,
        form: dict[str, Any] | None = None,
        *,
        expect: int = 200,
        htmx: bool = False,
    ) -> str:
        """Ask the shop; return the page, or where it leads to."""
        headers = {"Cookie": self.me["cookie"], "Origin": self.origin, "Accept-Encoding": "identity"}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if htmx:
            headers["HX-Request"] = "true"
        began = time.perf_counter()
        self.shop.request(method, path, urlencode(form, doseq=True) if form else None, headers)
        answer = self.shop.getresponse()
        page = answer.read().decode()
        self.note(f"{method} {path.split('/')[1]}{' thanks' if path.endswith('thanks') else ''}", began)
        assert answer.status == expect, (
            f"{method} {path}: {answer.status} {page[:300] if answer.status >= 500 else ''}"
        )
        return answer.getheader("Location", "") if expect == 303 else page

    def note(self, step: str, began: float) -> None:
        """Add up how long each step took."""
        self.steps[step] = self.steps.get(step, 0.0) + time.perf_counter() - began

    def pay(self, session_id: str) -> str:
        """Pay at the provider."""
        words, began = json.dumps({"method": "alipay", "outcome": "succeed"}), time.perf_counter()
        self.bank.request(
            "POST",
            f"/sandbox/checkout/{session_id}/pay",
            words,
            {"Authorization": KEY, "Content-Type": "application/json"},
        )
        answer = self.bank.getresponse()
        body = answer.read().decode()
        self.note("paying at the provider", began)
        assert answer.status == 200, f"paying: {answer.status} {body[:200]}"
        return body


def found(pattern: re.Pattern[str], page: str) -> str:
    """Return what stands there. Refuses: a page without it."""
    match = pattern.search(page)
    assert match, f"no {pattern.pattern} on the page"
    return match.group(1)


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Let everybody buy at once."""
    began = time.perf_counter()
    order["until"] = began + order["seconds"]
    buyers = [Buyer(order, number) for number in range(order["clients"])]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join(order["seconds"] + 60)
    return {
        "times": [spent for buyer in buyers for spent in buyer.times],
        "steps": {step: sum(b.steps.get(step, 0.0) for b in buyers) for step in buyers[0].steps},
        "wrong": [words for buyer in buyers for words in buyer.wrong],
        "seconds": order["seconds"],
        "busy": time.process_time(),
    }


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
