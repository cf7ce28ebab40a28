"""Dials: table over environment over default, within bounds."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace.foundation import dials
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Refused

KETTLE = dials.dial("kettle_minutes", 3, low=1, high=10, about="How long the kettle boils.", group="test")


def test_default_environment_table(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert KETTLE() == 3
    assert KETTLE.span == timedelta(minutes=3)
    monkeypatch.setenv("KETTLE_MINUTES", "4")
    assert KETTLE() == 4
    with door():
        dials.turn("kettle_minutes", 5)
    assert KETTLE() == 5


@pytest.mark.parametrize(
    ("name", "value"), [("kettle_minutes", 0), ("kettle_minutes", 11), ("toaster_minutes", 5)]
)
def test_out_of_bounds_is_refused(house: Flask, name: str, value: int) -> None:
    with pytest.raises(Refused), door():
        dials.turn(name, value)
