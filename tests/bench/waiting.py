"""Run inside a shop: fill the moderators' queue, and decide about a part of it.

`python -m tests.bench.waiting '{"what": "fill", "number": 1000}'` with the shop's environment; answers in JSON.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from flask import Flask
from sqlalchemy import text

from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.moderation.queries import waiting_listings
from marketplace.factory import create_app
from marketplace.foundation import actors, clock, ids
from marketplace.foundation.db import door, session
from marketplace.journeys.moderating.decide_listing import decide_all
from tests.bench.inside import questions

SELLERS = 200
# Most sellers are new; one in a thousand listings is of a recalled model: the common flag and the rare one.
FILL = text(
    "INSERT INTO listing (number, seller_id, state, revision, brand, model, serial, title, words, attributes, grade, "
    "checklist, defects, price, takes_proposals, size_class, ways, extras, shipping, place, province, city, flags, "
    "risk, reason, reason_words, favourites, created_at, saved_at, submitted_at) "
    "SELECT 'L-' || n, :first + n % :sellers, 'submitted', 0, 'Polar', 'P-' || n, '', 'Polar fridge ' || n, "
    "repeat('Bought for a flat that is let furnished now. ', 20), '{\"volume\": \"206\"}', 'good', "
    "'{\"cools\": \"pass\"}', '{}', 90000, true, 'large', '[\"pickup\"]', '[]', 0, '{}', '上海市', '市辖区', "
    'CASE WHEN n % 1000 = 500 THEN \'{"recalled": {}}\'::jsonb WHEN n % 10 = 0 THEN \'{"cheap": {"percent": 20}}\' '
    "ELSE '{\"new_seller\": {}}' END, 10, '', '', 0, now(), now(), now() - make_interval(secs => :number - n) "
    "FROM generate_series(1, :number) n"
)


def fill(app: Flask, number: int) -> str:
    """Have so many listings wait; return the cookie of a moderator who is signed in, in two steps."""
    from tests import cast

    with app.test_request_context():
        from marketplace.web import session_rows

        people = [cast.person(f"Seller {n}") for n in range(SELLERS)]
        now = clock.now()
        session.add_all(Seller(person_id=p.id, handle=f"bench{p.id}", verified_at=now) for p in people)
        session.flush()
        ada, token = cast.admin("Bench", permissions=("moderate",)), ids.new_token()
        session.execute(FILL, {"first": people[0].id, "sellers": SELLERS, "number": number})
        data = {"second_step_at": now.isoformat()}
        session_rows.insert(token, ada.id, data, now.replace(year=now.year + 1), instead_of=[])
        session.commit()
    return f"coolspot={token}"


def decide(app: Flask, times: int) -> list[float]:
    """Approve the thirty that wait longest and take it back, so many times; return the seconds of each approval."""
    found, act = [], {"actor": actors.person(-1, "admin")}
    with app.app_context():
        for turn in range(times + 1):
            with door():
                chosen = [row.id for row in waiting_listings().rows]
            began = time.perf_counter()
            with door():
                decide_all(listing_ids=chosen, verb="approve", at=clock.now(), **act)
            if turn:  # the first time fills the caches every process has
                found.append(time.perf_counter() - began)
            with door():
                decide_all(listing_ids=chosen, verb="undo", at=clock.now(), **act)
    return found


def ask(app: Flask, paths: list[str], times: int, cookie: str) -> dict[str, list[float]]:
    """Return the seconds of these pages and of the eldest listing inside PostgreSQL, and of approving thirty."""
    with app.app_context(), door():
        first: Listing = waiting_listings().rows[0]
        own = f"/admin/moderation/{first.number}"
    pages = questions(app, [*paths, own], times, cookie)
    seconds = [seconds for seen in pages.values() for _statements, seconds in seen]
    return {"pages": seconds, "bulk": decide(app, times)}


def main() -> None:
    """Do what is asked."""
    asked: dict[str, Any] = json.loads(sys.argv[1])
    what: Any = {"fill": fill, "ask": ask}[asked.pop("what")]
    sys.stdout.write("\n" + json.dumps(what(create_app(), **asked)) + "\n")


if __name__ == "__main__":
    main()
