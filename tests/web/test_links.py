from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.web.links import safe_next, without_language

ELSEWHERE = [
    None,
    "",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    " /orders",
    "orders",
    "/" + "x" * 3000,
    "/\x00",
    "/a\r\nSet-Cookie: x=1",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere(target: str | None) -> None:
    assert safe_next(target, "/home") == "/home"


@pytest.mark.parametrize("target", ["/", "/orders?state=paid", "/search?q=冰箱", "/a//b", "/x#y"])
def test_paths_here_are_kept(target: str) -> None:
    assert safe_next(target) == target


@given(st.text(max_size=60))
def test_whatever_is_asked_the_answer_is_here(target: str) -> None:
    answer = safe_next(target)
    assert answer.startswith("/")
    assert not answer.startswith(("//", "/\\"))


def test_the_switch_outvotes_the_address() -> None:
    assert without_language("/search?q=a&lang=en&sort=price") == "/search?q=a&sort=price"
    assert without_language("/?lang=zh") == "/"
