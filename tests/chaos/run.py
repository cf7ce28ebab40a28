"""One run: a shop, a crowd, a saboteur, and the count at the end."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from marketplace.foundation.dice import dice_of
from tests.chaos import verdict
from tests.chaos.browser import Browser, GaveUp
from tests.chaos.installation import Installation
from tests.chaos.saboteur import Saboteur, plan_of
from tests.chaos.stories import REPLAY, Story
from tests.chaos.used_stories import UsedStory

AT_ONCE = 8
ONE_USED_IN = 5  # stories that buy something second-hand
Say = Callable[[str], object]


@dataclass
class Report:
    """What a run found."""

    seed: int
    orders: int = 0
    seconds: float = 0.0
    drained: float = 0.0
    trouble: int = 0
    courses: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    states: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class People:
    """Whoever one buyer's stories need."""

    def __init__(self, shop: Installation, crowd: dict[str, Any], place: int) -> None:
        self.shop, self.crowd, self.me = shop, crowd, crowd["buyers"][place]
        self.browsers: list[Browser] = []
        self.buyer = self._browser(self.me["cookie"])
        self.suppliers = {int(key): self._browser(cookie) for key, cookie in crowd["suppliers"].items()}

    def story(self, number: int, dice: random.Random) -> Story | UsedStory:
        """Return the story with this number: something new, or now and then something used."""
        if number % ONE_USED_IN == ONE_USED_IN - 1:
            used = self.crowd["used"][number // ONE_USED_IN]
            buyer, seller, rival = (self._browser(used[name]) for name in ("cookie", "seller", "rival"))
            return UsedStory(
                number,
                self.shop,
                buyer,
                used["address"],
                dice,
                listing=used["listing"],
                seller=seller,
                rival=rival,
            )
        goods = [tuple(good) for good in dice.sample(self.crowd["goods"], dice.choice((1, 1, 2)))]
        address = self.me["address"]
        return Story(number, self.shop, self.buyer, address, dice, suppliers=self.suppliers, goods=goods)

    def _browser(self, cookie: str) -> Browser:
        self.browsers.append(Browser(self.shop.url, cookie))
        return self.browsers[-1]


class Run:
    """Tells so many stories in one installation while the saboteur is at work."""

    def __init__(self, shop: Installation, orders: int, deeds: int, seed: int) -> None:
        self.shop, self.orders, self.begun = shop, orders, 0
        self.report = Report(seed)
        self.dice = dice_of(seed)
        self.saboteur = Saboteur(
            shop,
            plan_of(orders, deeds, self.dice),
            dice_of(seed + 1),
            lambda: self.begun,
        )
        self._lock = threading.Lock()

    def go(self, say: Say) -> Report:
        """Run it all; the report names everything that is wrong."""
        began = time.monotonic()
        crowd = self.shop.ask("tests.chaos.crowd", {"buyers": AT_ONCE, "used": self.orders // ONE_USED_IN})
        self.saboteur.start()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda place: self._live(place, crowd, say), range(AT_ONCE)))
        self.saboteur.stopped.set()
        self.saboteur.join(30)
        self._pay_out(crowd)
        self.shop.lever("/faults", verb="DELETE")
        self.report.kills = self.saboteur.done
        self._count(say)
        self.report.seconds = time.monotonic() - began
        return self.report

    def _live(self, place: int, crowd: dict[str, Any], say: Say) -> None:
        """Be one buyer, with every so-many-th story."""
        people = People(self.shop, crowd, place)
        for number in range(place, self.orders, AT_ONCE):
            story = people.story(number, dice_of(f"{self.report.seed}/{number}"))
            with self._lock:
                self.begun += 1
            try:
                story.tell()
            except (GaveUp, IndexError, KeyError, httpx.HTTPError) as why:
                self.report.wrong.append(f"story {number} ({story.course}): {type(why).__name__} {why}")
                say(f"  {self.report.wrong[-1]}")
            with self._lock:
                self.report.orders += len(story.orders)
                self.report.courses[story.course] += 1
        for browser in people.browsers:
            self.report.trouble += browser.trouble
            self.report.wrong += [f"answered 500: {where}" for where in browser.errors]
            browser.close()

    def _pay_out(self, crowd: dict[str, Any]) -> None:
        """Have each supplier ask for its balance, the form sent twice."""
        for cookie in crowd["suppliers"].values():
            supplier = Browser(self.shop.url, cookie)
            page = supplier.ask("GET", "/supplier/payouts").text
            key = REPLAY.search(page)
            for _ in range(2):
                form = {"amount": "100", "replay_key": key.group(1) if key else ""}
                supplier.ask("POST", "/supplier/payouts", form, takes=(303, 422))
            supplier.close()

    def _count(self, say: Say) -> None:
        report = self.report
        report.drained, left = verdict.drain(self.shop, self.saboteur.last_at)
        report.wrong += [f"not drained: {number} {name}" for name, number in left.items()]
        report.wrong += verdict.differences(self.shop)
        check = self.shop.command("ledger", "check")
        report.wrong += [line for line in check.stdout.splitlines() if line.startswith("WRONG")]
        say("  ledger check: " + (check.stdout.splitlines() or [check.stderr[-300:]])[-1])
        if check.returncode and not report.wrong:
            report.wrong.append("the ledger check failed")
        rows = self.shop.rows('SELECT state, count(*) FROM "order" GROUP BY 1 ORDER BY 1')
        report.states = dict(rows)


def run(orders: int, deeds: int, seed: int, say: Say, keep: bool = False) -> Report:
    """Make a shop in a directory of its own, run, and leave nothing behind."""
    where = Path(tempfile.mkdtemp(prefix="coolspot-chaos-"))
    where.chmod(0o711)
    with Installation(where) as shop:
        say(f"  a shop at {shop.url} in {where}")
        report = Run(shop, orders, deeds, seed).go(say)
    if not keep and not report.wrong:
        import shutil

        shutil.rmtree(where, ignore_errors=True)
    else:
        say(f"  its logs stay in {where / 'instance' / 'logs'}")
    return report
