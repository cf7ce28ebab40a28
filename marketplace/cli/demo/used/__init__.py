"""The second-hand part of the demo: sellers, sixty used appliances in every state, offers, deals, complaints."""

import time
from collections.abc import Callable

import httpx
from sqlalchemy import func, select

from marketplace.cli.demo.people import Cast
from marketplace.cli.demo.used import deals, haggles, pieces, sellers, writing
from marketplace.domains.listings.recalls.enter import recall
from marketplace.domains.photos.models import Photo
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Unavailable

FEW_PHOTOS = 5
TALKED = frozenset({"offered", "to hand over", "offered by me", "reserved"})
RECALLED = (
    ("Polarlicht", "PL-90", {"en": "The compressor may overheat.", "zh": "压缩机可能过热。"}),
    ("Hanlu", "HX7", {"en": "The plug may come loose.", "zh": "插头可能松动。"}),
)
COMPLAINTS = (
    ("not_as_shown", "The photos show another model."),
    ("contact", "他让我加微信付款。"),
    ("other", "Asked twice, no answer."),
)


def tell(cast: Cast, between: Callable[[], None] = lambda: None) -> int:
    """Tell every story, going on where an earlier load stopped; return how many appliances there are.

    `between` is called before each one that is written.
    """
    moderator = actors.person(cast.moderator, "admin")
    people = sellers.arrive(cast)
    with door():
        for brand, model, about in RECALLED:
            recall(brand=brand, model=model, about=about, source="demo", actor=moderator, at=clock.now())
    shelf = []
    for piece in pieces.pieces():
        between()
        shelf.append((piece, writing.put_on_shelf(piece, people[piece.seller], moderator)))
    for piece, number in shelf:
        haggles.told(piece.fate, cast, number)
        if piece.fate in TALKED:
            haggles.talk(number, cast.buyer if piece.fate != "reserved" else cast.guests[4])
    on_shelf = [number for piece, number in shelf if piece.fate == "published"]
    for number, (reason, words), reporter_id in zip(on_shelf, COMPLAINTS, cast.guests, strict=False):
        haggles.complain(number, reporter_id, reason, words)
    try:
        for piece, number in shelf:
            deals.sell(piece.fate, cast, number)
    except (Unavailable, httpx.HTTPError) as away:
        print(f"No second-hand orders: the payment company does not answer ({away}).")
    return len(shelf)


def let_photos_be_made(patience: float = 20.0) -> None:
    """Wait, `patience` seconds at most, until few photos wait to be made: a visitor's own must not wait for ours."""
    until = time.monotonic() + patience
    waiting = select(func.count()).select_from(Photo).where(Photo.state == "received")
    while time.monotonic() < until:
        with door():
            if (session.scalar(waiting) or 0) < FEW_PHOTOS:
                return
        time.sleep(0.2)
