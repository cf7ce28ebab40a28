"""What many people had is refused, wherever a password is set."""

from __future__ import annotations

import time

import pytest
from flask import Flask

from marketplace.domains.accounts.proofs import most_used
from marketplace.domains.accounts.proofs.guessable import is_guessable
from marketplace.domains.accounts.proofs.passwords import SHORTEST, hashed
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from tests import cast
from tests.client import Client

NO_RULE_FINDS = ("liverpool1", "blink182", "Metallica", "TINKERBELL", "yuantuo2012", "1g2w3e4r")


def test_the_list_is_long_enough_and_in_order() -> None:
    known = most_used._all().strip().splitlines()
    assert len(known) >= 16_000  # ASVS 5 asks for 3000
    assert known == sorted(set(known))
    assert all(len(one) >= SHORTEST and one == one.casefold() for one in known)
    assert most_used.KEPT.stat().st_size < 60_000


@pytest.mark.parametrize("password", NO_RULE_FINDS)
def test_what_no_rule_finds_is_on_the_list(house: Flask, password: str) -> None:
    assert not is_guessable(password)
    with pytest.raises(Refused, match="Many people"):
        hashed(password)


@pytest.mark.parametrize("password", ["liverpool", "live\nrpool1", "\n", "iverpool1", "my own liverpool1"])
def test_only_whole_passwords_are_looked_for(password: str) -> None:
    assert most_used.is_most_used(password) == (password == "liverpool")


def test_looking_costs_less_than_a_thousandth_of_a_second() -> None:
    most_used.is_most_used("warm")
    began = time.process_time()
    for _ in range(100):
        most_used.is_most_used("zzzzzzzz nobody has this")
    assert time.process_time() - began < 0.1


def test_the_page_says_so_in_both_languages(client: Client) -> None:
    client.as_(cast.person(), proof={"by": "code", "at": clock.now().isoformat()})
    typed = {"password": "Metallica"}
    assert "Many people had this password" in client.post("/account/password", typed).text
    assert "很多人用过这个密码" in client.post("/account/password?lang=zh", typed).text
