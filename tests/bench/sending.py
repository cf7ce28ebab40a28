"""Run inside a shop: somebody sends many photos of 12 megapixels, as phones make them.

`python -m tests.bench.sending '{"photos": 100}'` with the shop's environment; answers in JSON.
"""

from __future__ import annotations

import json
import sys
import time

from flask import Flask

from marketplace.factory import create_app
from marketplace.foundation import actors, clock
from marketplace.journeys.photos.take import take

SHADES = 7
SIDEWAYS = (6, 1, 8, 1, 1, 3)


def files() -> list[bytes]:
    """Make some different photos: JPEG in the ways people hold phones, and one HEIC of five."""
    from tests.factories.pictures import HEIC, jpeg, noisy

    taken = [
        jpeg(4032, 3024, shade=9 * i, orientation=SIDEWAYS[i % len(SIDEWAYS)], place=True, of=noisy)
        for i in range(SHADES)
    ]
    return [*taken[:4], HEIC.read_bytes(), *taken[4:], HEIC.read_bytes()]


def send(app: Flask, photos: int) -> dict[str, float]:
    """Send them, twelve for a thing; return how long taking them took, how much it was, and what a bare one takes."""
    from tests import cast

    made, size = files(), 0
    bare = _bare([made[i % len(made)] for i in range(photos)][: len(made)])
    with app.app_context():
        people = [cast.person(f"Photographer{i}").id for i in range(1 + photos // 100)]
        began = time.monotonic()
        for i in range(photos):
            owner, data = people[i // 100], made[i % len(made)]
            size += len(data)
            take(
                owner_id=owner,
                purpose="listing",
                holder=f"bench:{i // 12}",
                data=data,
                name=f"IMG_{i:04}.jpg",
                actor=actors.person(owner, "seller"),
                at=clock.now(),
            )
    return {"seconds": time.monotonic() - began, "megabytes": size // 1_000_000, "bare": bare}


def _bare(made: list[bytes]) -> float:
    """Return the seconds one photo takes here and now."""
    from marketplace.domains.photos.making.develop import develop

    began = time.monotonic()
    for data in made:
        develop(data)
    return (time.monotonic() - began) / len(made)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(send(create_app(), **json.loads(sys.argv[1]))) + "\n")
