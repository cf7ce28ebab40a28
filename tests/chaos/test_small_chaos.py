"""A small chaos in every test run; `make chaos` is the large one."""

from __future__ import annotations

import pytest

from tests.chaos.run import run


@pytest.mark.timeout(240)
def test_twenty_orders_survive_four_kills() -> None:
    said: list[str] = []
    report = run(orders=20, deeds=4, seed=20, say=said.append)
    assert report.wrong == [], "\n".join(said)
    assert sum(number for name, number in report.kills.items() if ":" not in name) >= 3
    assert report.drained < 300
