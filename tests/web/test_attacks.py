"""What attackers try at the floor every page stands on, each once tried for real and kept."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from structlog.testing import capture_logs

from marketplace.web import limits, logs
from marketplace.web.csv_file import csv_file, guarded
from tests import cast
from tests.client import HERE, Client

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).parents[2]


def test_nobody_in_front_of_us_moves_the_application() -> None:
    told = runpy.run_path(str(ROOT / "marketplace" / "onemachine" / "gunicorn_conf.py"))
    assert told["forwarder_headers"] == ""
    assert told["forwarded_allow_ips"] == ""
    assert told["limit_request_line"] <= 8190
    assert told["timeout"] <= 60


@pytest.mark.parametrize("told", [{"SCRIPT_NAME": "//evil.example"}, {"wsgi.url_scheme": "https"}])
def test_what_moves_a_page_makes_another_page(visitor: Client, told: dict[str, str]) -> None:
    moved = visitor.browser.get("/trial/shared", environ_overrides=told).text
    assert visitor.get("/trial/shared").text != moved
    visitor.get("/trial/shared").hides("evil.example")


@pytest.mark.parametrize(
    "cookie", ["coolspot ={}", " coolspot={}", 'coolspot="{}"', "x=1;coolspot={}", "coolspot\t={}"]
)
def test_a_page_with_a_name_on_it_is_never_shared(visitor: Client, cookie: str) -> None:
    visitor.as_(cast.person("Ming"))
    found = visitor.browser.get_cookie("coolspot")
    assert found is not None
    guest = visitor.another()
    guest.browser.get("/trial/shared", headers={"Cookie": cookie.format(found.value)})
    visitor.another().get("/trial/shared").hides("Ming")


def test_a_host_named_by_a_stranger_stands_on_nobodys_page(visitor: Client) -> None:
    visitor.browser.get("/trial/shared", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    page = visitor.browser.get(
        "/offline", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    )
    assert "evil.example" not in page.text
    visitor.get("/trial/shared").hides("evil.example")


def test_a_method_is_the_one_that_was_used(visitor: Client) -> None:
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        answer = visitor.browser.post(
            "/trial/shared", data={"_method": "GET"}, headers={name: "GET", "Origin": HERE}
        )
        assert answer.status_code == 405
    assert visitor.browser.open("/trial/shared", method="TRACE").status_code == 405


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "net:203.0.113.9"),
        ("2001:db8::5:1:2:3", "net:2001:db8::/64"),
        ("2001:db8::6:1:2:3", "net:2001:db8::/64"),
        ("2001:db8:1:2:3:4:5:6", "net:2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "net:203.0.113.9"),
        ("fe80::1%eth0", "net:fe80::/64"),
        ("strange", "net:strange"),
    ],
)
def test_one_network_is_counted_once_however_it_is_written(app: Flask, address: str, network: str) -> None:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        assert limits.by_address() == network


def test_nobody_writes_lines_of_their_own_into_the_log(visitor: Client) -> None:
    disarm = next(step for step in structlog.get_config()["processors"] if step is logs.disarm)
    with capture_logs([disarm]) as said:
        visitor.browser.get("/%1b%5b31mred%0aforged%c2%9b%e2%80%a8%e2%80%ae")
    assert [line["path"] for line in said] == ["/\\u001b[31mred\\u000aforged\\u009b\\u2028\\u202e"]


def test_what_a_guard_wants_to_know_is_logged(visitor: Client) -> None:
    with capture_logs() as said:
        visitor.post("/language", {"language": "zh"}, Origin="http://evil.example").is_(403)
        visitor.as_(cast.person("Ming")).get("/admin/").is_(404)
        visitor.get("/supplier/").is_(404)
    noted = [(line["event"], line.get("door")) for line in said if line["log_level"] == "warning"]
    assert noted == [
        ("forged request", None),
        ("door stayed shut", "admin"),
        ("door stayed shut", "supplier"),
    ]


def test_tries_over_the_limit_and_unsigned_messages_are_logged(visitor: Client) -> None:
    limits.limiter.enabled = True
    try:
        with capture_logs() as said:
            while visitor.post("/trial/limited").status != 429:
                pass
            visitor.raw("POST", "/hooks/stripe", b"{}", "application/json").is_(400)
    finally:
        limits.limiter.enabled = False
    assert {"too many tries", "message refused"} <= {line["event"] for line in said}


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1+1",
        "|calc",
        "%0A=1",
        "＝1+1",
        "＠x",
        "－1＋1",
    ],
)
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-12.50", "12", "海尔 BCD-206", "a=b", ""])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


def test_no_list_separator_begins_a_cell(app: Flask) -> None:
    with app.test_request_context("/"):
        assert '"a;=1+1"' in csv_file("x.csv", ("A",), [("a;=1+1",)]).get_data(as_text=True)
