"""The register is asked with its key; what it says is believed only when it is one of its three words."""

from __future__ import annotations

import pytest

from marketplace.foundation.refusals import Unavailable
from marketplace.gateways import register
from marketplace.gateways.register import Inquiry
from marketplace.gateways.register.choose import choose
from marketplace.gateways.register.over_http import RegisterOverHttp
from marketplace.gateways.register.register import NoRegister
from tests.sandbox.conftest import Sandbox


def asked(number: str) -> Inquiry:
    return Inquiry("person", "王小明", number, "V-1")


@pytest.mark.parametrize(("last", "said"), [("X", "match"), ("0", "mismatch"), ("9", "unknown")])
def test_it_says_whose_number_it_is(company: Sandbox, last: str, said: str) -> None:
    ours = RegisterOverHttp(f"{company.url}/register", "register_sandbox")
    with ours._http:
        assert ours.check(asked("11010519491231002" + last)) == said


def test_without_the_key_it_says_nothing(company: Sandbox) -> None:
    stranger = RegisterOverHttp(f"{company.url}/register", "somebody")
    with stranger._http, pytest.raises(Unavailable):
        stranger.check(asked("1"))


def test_a_register_that_is_away_is_asked_again_later() -> None:
    ours = RegisterOverHttp("http://127.0.0.1:9/register", "")
    with ours._http, pytest.raises(Unavailable):
        ours.check(asked("1"))


def test_the_key_stands_before_the_host() -> None:
    before = register.current()
    try:
        choose("https://a%2Fkey@names.test:8443/v2")
        chosen = register.current()
        assert isinstance(chosen, RegisterOverHttp)
        assert chosen._url == "https://names.test:8443/v2/v1/checks"
        assert chosen._key == "a/key"
        choose("")
        assert isinstance(register.current(), NoRegister)
        assert register.current().check(asked("1")) == "unknown"
    finally:
        register.use(before)
