"""An address nobody used before, and who is at it."""

from __future__ import annotations

from itertools import count

import pytest

from marketplace.foundation import clock

_serial = count(1)


@pytest.fixture
def mail() -> str:
    """An address nobody used before: the outbox folder outlives a test."""
    return f"new{next(_serial)}-{clock.now():%H%M%S%f}@example.test"
