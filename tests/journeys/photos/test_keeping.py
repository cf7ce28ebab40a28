"""Photos hang in order, are shown, found again, taken off and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from marketplace.domains.photos import queries
from marketplace.domains.photos.arrange import arrange
from marketplace.domains.photos.publish import publish, unpublish
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.gateways.storage.objects import ObjectStorage
from marketplace.journeys.photos.make import make_photo
from marketplace.journeys.photos.sweep import PATIENCE, forget_orphans, forget_taken_off
from marketplace.journeys.photos.tidy import tidy
from tests import cast
from tests.factories.pictures import jpeg
from tests.journeys.photos.conftest import HOLDER, keys, taken


def test_photos_are_ordered_published_and_found(house: Flask, store: ObjectStorage) -> None:
    mei = cast.person("Mei")
    one, two, plate = taken(mei.id), taken(mei.id), taken(mei.id, role="plate")

    def order() -> list[str]:
        return [photo.token for photo in queries.hanging(HOLDER)]

    who = actors.person(mei.id, "seller")
    with door():
        tidy(holder=HOLDER, token=two.token, act="up", actor=who, at=clock.now())
    assert order() == [two.token, one.token, plate.token]
    with door():
        tidy(
            holder=HOLDER, token=one.token, act="down", actor=who, at=clock.now()
        )  # the plate is no neighbour
        arrange(holder=HOLDER, tokens=[plate.token, one.token, two.token])
    assert order() == [plate.token, one.token, two.token]
    with pytest.raises(Stale):
        arrange(holder=HOLDER, tokens=[one.token, two.token])
    for act, no in (("fly", Refused), ("off", Missing)):
        with pytest.raises(no):
            tidy(
                holder=HOLDER if act == "fly" else "listing:2",
                token=one.token,
                act=act,
                actor=who,
                at=clock.now(),
            )
    make_photo(photo_id=one.id, at=clock.now())
    with door():
        publish(HOLDER)
    assert [p.token for p in queries.photos_of([HOLDER, "listing:9"], shown=True)[HOLDER]] == [one.token]
    with door():
        unpublish(HOLDER, tokens=[one.token])
    assert queries.photos_of([HOLDER], shown=True) == {HOLDER: []}


def test_near_photos_of_other_things_are_found_by_index(house: Flask, store: ObjectStorage) -> None:
    mei, an = cast.person("Mei"), cast.person("An")
    first, again = taken(mei.id, jpeg(900, 700)), taken(mei.id, jpeg(900, 700))
    stolen, other = (
        taken(an.id, jpeg(640, 498), holder="listing:2"),
        taken(an.id, jpeg(900, 700, shade=5, orientation=3), holder="listing:3"),
    )
    for photo in (first, again, stolen, other):
        make_photo(photo_id=photo.id, at=clock.now())
    session.expire_all()
    assert queries.near_ones(first) == [stolen]
    assert set(queries.near_ones(stolen)) == {first, again}
    assert queries.near_ones(other) == []


def test_photos_taken_off_are_forgotten_after_a_while(house: Flask, store: ObjectStorage) -> None:
    mei = cast.person("Mei")
    photo, waits = taken(mei.id, name="me.jpg"), taken(mei.id)
    make_photo(photo_id=photo.id, at=clock.now())
    with door():
        for one in (photo, waits):
            tidy(
                holder=HOLDER,
                token=one.token,
                act="off",
                actor=actors.person(mei.id, "seller"),
                at=clock.now(),
            )
    assert queries.find_photo(photo.token) is None
    assert not make_photo(photo_id=waits.id, at=clock.now())
    assert forget_taken_off(at=clock.now()) == 0
    later = clock.now() + PATIENCE + timedelta(seconds=1)
    assert forget_taken_off(at=later) == 2
    assert keys(store) == []
    assert forget_taken_off(at=later) == 0
    session.refresh(photo)
    assert (photo.source, photo.name, photo.sizes, photo.looks) == ("", "", {}, None)


def test_files_no_row_names_are_forgotten_and_waiting_ones_are_not(
    house: Flask, store: ObjectStorage
) -> None:
    waits = taken(cast.person("Mei").id)
    store.put("originals/zz/zz-nobody", b"left by a crash")
    assert forget_orphans(at=clock.now()) == 0
    assert forget_orphans(at=clock.now() + PATIENCE * 2) == 1
    assert keys(store) == [waits.source]
