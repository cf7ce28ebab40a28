"""The second-hand part of the demo: sellers, sixty used appliances in every state, offers, deals, complaints."""

import time
from collections.abc import Callable, Sequence

import httpx
from sqlalchemy import func, select

from marketplace.cli.demo.people import Cast
from marketplace.cli.demo.used import deals, haggles, pieces, sellers, talks, writing
from marketplace.cli.demo.used.words import COMPLAINTS
from marketplace.domains.listings.recalls.enter import recall
from marketplace.domains.photos.models import Photo
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Unavailable

FEW_PHOTOS = 5
TALKED = frozenset({"offered", "to hand over", "offered by me", "reserved", "case returning"})
KEPT = 4  # so many the demo's buyer keeps in mind
RECALLED = (
    ("Polarlicht", "PL-90", {"en": "The compressor may overheat.", "zh": "压缩机可能过热。"}),
    ("Hanlu", "HX7", {"en": "The plug may come loose.", "zh": "插头可能松动。"}),
)


def tell(cast: Cast, between: Callable[[], None] = lambda: None, *, few: bool = False) -> int:
    """Tell every story, going on where an earlier load stopped; return how many appliances there are.

    `between` is called before each one that is written; `few` leaves out most that are like another.
    """
    moderator = actors.person(cast.moderator, "admin")
    people = sellers.arrive(cast)
    with door():
        for brand, model, about in RECALLED:
            recall(brand=brand, model=model, about=about, source="demo", actor=moderator, at=clock.now())
    shelf = []
    for piece in pieces.pieces(few=few):
        between()
        shelf.append((piece, writing.put_on_shelf(piece, people[piece.seller], moderator)))
    for piece, number in shelf:
        haggles.told(piece.fate, cast, number)
        talks.appeal(piece.fate, number, piece.language)
        if piece.fate in TALKED:
            talks.talk(number, cast.buyer if piece.fate != "reserved" else cast.guests[4], piece.language)
    _look_around([(piece, number) for piece, number in shelf if piece.fate == "published"], cast)
    try:
        for piece, number in shelf:
            deals.sell(piece.fate, cast, number)
    except (Unavailable, httpx.HTTPError) as away:
        print(f"No second-hand orders: the payment company does not answer ({away}).")
    return len(shelf)


def _look_around(shelf: Sequence[tuple[pieces.Piece, str]], cast: Cast) -> None:
    """Let people ask about every other appliance on the shelf, complain of three and keep some in mind."""
    for i, (piece, number) in enumerate(shelf):
        if i % 2 == 0:
            talks.wonder(number, i // 2, cast, piece.language)
    for i, (_, number) in enumerate(shelf[: len(COMPLAINTS)]):
        talks.complain(number, cast, i)
    talks.wish([number for _, number in shelf[-KEPT:]], cast)


def let_photos_be_made(patience: float = 20.0) -> None:
    """Wait, `patience` seconds at most, until few photos wait to be made: a visitor's own must not wait for ours."""
    until = time.monotonic() + patience
    waiting = select(func.count()).select_from(Photo).where(Photo.state == "received")
    while time.monotonic() < until:
        with door():
            if (session.scalar(waiting) or 0) < FEW_PHOTOS:
                return
        time.sleep(0.2)
