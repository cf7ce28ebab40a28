"""Run inside a shop, in a process of its own: make signed-in people, count and time what pages ask PostgreSQL.

`python -m tests.bench.inside '{"what": "people", "number": 8}'` with the shop's environment; answers in JSON.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import event, text

from marketplace.factory import create_app
from marketplace.foundation import clock, ids
from marketplace.foundation.db import door, session


def people(app: Flask, number: int) -> list[dict[str, Any]]:
    """Make buyers with an address and a session each; return their ids and cookies."""
    from tests import cast

    made = []
    with app.test_request_context():
        from marketplace.web import session_rows

        for _ in range(number):
            person = cast.person(f"Bench{secrets.token_hex(5)}")  # its own address in every run
            address, token = cast.address(person), ids.new_token()
            session_rows.insert(token, person.id, {}, clock.now() + timedelta(days=9), instead_of=[])
            made.append({"person": person.id, "address": address.id, "cookie": f"coolspot={token}"})
    return made


def questions(app: Flask, paths: list[str], times: int, cookie: str = "") -> dict[str, list[Any]]:
    """Ask for each path `times` times; return statements and seconds in PostgreSQL of each."""
    seen: list[float] = []
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    event.listen(engine, "before_cursor_execute", lambda *a: a[4].__setattr__("_began", time.perf_counter()))
    event.listen(engine, "after_cursor_execute", lambda *a: seen.append(time.perf_counter() - a[4]._began))
    client, found = app.test_client(use_cookies=False), {path: list[Any]() for path in paths}
    for turn in range(times + 1):
        for path in paths:
            app.extensions["pagecache"].shelf.clear()
            seen.clear()
            answer = client.get(path, headers={"Cookie": cookie} if cookie else {})
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status}")
            if turn:  # the first time fills the caches every process has
                found[path].append((len(seen), sum(seen)))
    return found


def addresses(app: Flask) -> dict[str, list[str]]:
    """Return the pages a bench asks for, by kind."""
    with app.app_context(), door():
        slugs = session.scalars(
            text("SELECT slug FROM product WHERE in_stock ORDER BY popularity DESC LIMIT 4000")
        ).all()
    slugs = slugs[:: max(1, len(slugs) // 24)][:24]
    lists = (
        "refrigerators",
        "three-door-fridges",
        "front-loaders",
        "air-conditioners",
        "4k-televisions",
        "kitchen",
    )
    searches = (
        "冰箱",
        "空调",
        "风冷 三门",
        "变频",
        "fridge 200 l",
        "BCD-206",
        "wash",
        "一级能效 冰箱",
        "洗衣机 10kg",
        "wine",
        "热水器",
        "television",
    )
    return {
        "home": ["/"],
        "list": [f"/categories/{slug}" for slug in lists],
        "product": [f"/products/{slug}" for slug in slugs],
        "search": [f"/search?q={_quoted(words)}" for words in searches],
    }


def _quoted(words: str) -> str:
    from urllib.parse import quote_plus

    return quote_plus(words)


def main() -> None:
    """Do what is asked."""
    asked = json.loads(sys.argv[1])
    what = {"people": people, "questions": questions, "addresses": addresses}[asked.pop("what")]
    app = create_app()
    sys.stdout.write("\n" + json.dumps(what(app, **asked)) + "\n")


if __name__ == "__main__":
    main()
