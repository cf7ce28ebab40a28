"""What staff read of history is words, whatever happened to whatever."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from flask import Flask, get_template_attribute

import marketplace.domains
from marketplace.foundation import clock
from marketplace.foundation.states import StateChange, Table
from marketplace.web import languages

UNREAD = {"proposal", "chargeback"}  # no page shows theirs


def tables() -> dict[str, Table]:
    """Return every table of moves whose history some page shows, by what it is about."""
    found = {}
    for module in pkgutil.walk_packages(marketplace.domains.__path__, "marketplace.domains."):
        if module.name.endswith(".states"):
            known = vars(importlib.import_module(module.name)).values()
            found |= {each.subject: each for each in known if isinstance(each, Table)}
    return {subject: table for subject, table in found.items() if subject not in UNREAD}


@pytest.mark.parametrize("subject", sorted(tables()))
def test_every_move_has_words_of_its_own(house: Flask, subject: str) -> None:
    rows = [
        StateChange(
            subject=subject,
            verb=verb,
            was=was,
            became=became,
            at=clock.now(),
            actor_kind="system",
            details={},
        )
        for (was, verb), became in tables()[subject].moves.items()
    ]
    with house.test_request_context("/"), languages.speaking("zh"):
        history = get_template_attribute("admin/_history.html", "history")
        said = re.sub(r"<[^>]+>", " ", str(history(rows, {})))
    assert not re.findall(r"[a-z_]{3,}", said)
