"""Photos come in and are made, whatever is sent and whoever dies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from marketplace.domains.photos import make as making
from marketplace.domains.photos import queries
from marketplace.domains.photos.receive import MOST_A_DAY, MOST_OF_ONE_THING
from marketplace.domains.photos.refusals import Unfit
from marketplace.foundation import actors, clock, jobs
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Unavailable
from marketplace.gateways.storage.objects import ObjectStorage
from marketplace.journeys.photos import jobs as entries
from marketplace.journeys.photos.make import make_photo
from marketplace.journeys.photos.tidy import tidy
from tests import cast
from tests.factories.pictures import jpeg, png_header
from tests.journeys.photos.conftest import HOLDER, SMALL, keys, react_to_all, taken


def test_a_photo_comes_in_and_its_pictures_are_made_in_a_job_of_its_own(
    house: Flask, store: ObjectStorage
) -> None:
    mei = cast.person("Mei")
    photo = taken(mei.id, jpeg(900, 700, place=True), name="IMG_0001.jpg", role="plate")
    assert (photo.state, photo.role, photo.position, photo.name) == ("received", "plate", 1, "IMG_0001.jpg")
    assert keys(store) == [photo.source]
    react_to_all()
    [job] = jobs.queue("photos").jobs
    assert (job.func_name, job.args) == (entries.MAKE, [photo.id])
    entries.make(*job.args)
    session.refresh(photo)
    assert (photo.state, photo.width, photo.height, photo.tries) == ("ready", 900, 700, 1)
    assert photo.sizes == {"160": [160, 124], "320": [320, 249], "640": [640, 498], "1280": [900, 700]}
    assert len(photo.bands or ()) == 4
    assert len(keys(store)) == 12
    assert all(key.startswith(f"pictures/{photo.token[:2]}/{photo.token}/") for key in keys(store))
    session.rollback()
    assert not make_photo(photo_id=photo.id, at=clock.now()), "made twice"


def test_what_is_refused_is_not_kept(house: Flask, store: ObjectStorage) -> None:
    mei = cast.person("Mei")

    def gone() -> None:
        raise Missing

    for data, allowed, no in (
        (b"<svg/>", None, Unfit),
        (SMALL, gone, Missing),
        (png_header(9000, 9000), None, Unfit),
    ):
        with pytest.raises(no):
            taken(mei.id, data, **({"allowed": allowed} if allowed else {}))
    assert keys(store) == []
    assert queries.hanging(HOLDER) == []


def test_a_file_that_lies_is_refused_in_the_job_and_forgotten(house: Flask, store: ObjectStorage) -> None:
    mei = cast.person("Mei")
    photo = taken(mei.id, png_header(3000, 3000))
    assert not make_photo(photo_id=photo.id, at=clock.now())
    session.refresh(photo)
    assert (photo.state, photo.refusal, keys(store)) == ("refused", "broken", [])
    assert "broken" in queries.why_not(photo)


def test_a_photo_that_kills_its_maker_is_given_up(
    house: Flask, store: ObjectStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = taken(cast.person("Mei").id)
    monkeypatch.setattr(
        "marketplace.journeys.photos.make.make_pictures", lambda _: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    for _ in range(making.MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            make_photo(photo_id=photo.id, at=clock.now())
    assert not make_photo(photo_id=photo.id, at=clock.now())
    session.refresh(photo)
    assert (photo.state, photo.tries) == ("refused", 4)


def test_quotas_of_things_and_of_people(
    house: Flask, store: ObjectStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei = cast.person("Mei")
    monkeypatch.setenv(MOST_OF_ONE_THING.name.upper(), "2")
    first = taken(mei.id)
    taken(mei.id)
    with pytest.raises(Refused, match="2 photos already"):
        taken(mei.id)
    with door():
        tidy(
            holder=HOLDER, token=first.token, act="off", actor=actors.person(mei.id, "seller"), at=clock.now()
        )
    taken(mei.id)
    monkeypatch.setenv(MOST_A_DAY.name.upper(), "3")
    with pytest.raises(Refused, match="tomorrow"):
        taken(mei.id, holder="listing:2")
    assert len(keys(store)) == 3


def test_a_photo_taken_off_while_it_is_made_leaves_nothing(
    house: Flask, store: ObjectStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marketplace.journeys.photos import make as journey

    mei = cast.person("Mei")
    photo, real = taken(mei.id), journey.make_pictures

    def meanwhile(data: bytes) -> Any:
        with door():
            tidy(
                holder=HOLDER,
                token=photo.token,
                act="off",
                actor=actors.person(mei.id, "seller"),
                at=clock.now(),
            )
        return real(data)

    monkeypatch.setattr(journey, "make_pictures", meanwhile)
    assert not make_photo(photo_id=photo.id, at=clock.now())
    assert keys(store) == []


def test_a_lost_job_is_asked_for_again(
    house: Flask, store: ObjectStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = taken(cast.person("Mei").id)
    entries.remake()
    assert jobs.queue("photos").count == 0
    monkeypatch.setattr("marketplace.journeys.photos.jobs.PATIENCE", timedelta(seconds=-1))
    entries.remake()
    entries.remake()
    assert [job.args for job in jobs.queue("photos").jobs] == [[photo.id]], "asked again while it waits"


def test_a_store_that_is_away_loses_nothing(
    house: Flask, store: ObjectStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei = cast.person("Mei")

    def away(*_: object) -> None:
        raise Unavailable("away")

    photo = taken(mei.id)
    with monkeypatch.context() as patch:
        patch.setattr(store, "put", away)
        with pytest.raises(Unavailable):
            taken(mei.id)
        with pytest.raises(Unavailable):
            make_photo(photo_id=photo.id, at=clock.now())
    assert make_photo(photo_id=photo.id, at=clock.now())
    assert len(queries.hanging(HOLDER)) == 1
