from __future__ import annotations

import threading
from hashlib import blake2b
from pathlib import Path

import brotli
import pytest

from marketplace.settings import Settings
from marketplace.web.assets import Assets
from marketplace.web.minify import minify_css, minify_js
from tests.client import Client


def test_bundles_are_named_by_their_content_and_kept_for_ever(visitor: Client) -> None:
    assets: Assets = visitor.app.extensions["assets"]
    for name in ("css", "js", "htmx"):
        answer = visitor.browser.get(assets.asset(name), headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "br"
        assert brotli.decompress(answer.data) == visitor.browser.get(assets.asset(name)).data
        assert visitor.browser.head(assets.asset(name)).data == b""


def test_every_file_a_page_names_is_there(visitor: Client) -> None:
    page = visitor.get("/trial/things")
    named = [e.get("href") for e in page.all("link")] + [
        e.get("src") for e in (*page.all("script"), *page.all("img"))
    ]
    for url in filter(None, named):
        answer = visitor.browser.get(url, buffered=True)
        assert answer.status_code == 200, url
        if url.startswith(("/assets/", "/static/")):
            assert "immutable" in answer.headers["Cache-Control"], url


@pytest.mark.parametrize(
    "url",
    [
        "/assets/css.0000.css",
        "/assets/../app.py",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/",
        "/assets/",
        "/static/%00",
        "/static/..%5c..%5capp.py",
    ],
)
def test_other_files_are_not_there(visitor: Client, url: str) -> None:
    assert visitor.browser.get(url, buffered=True).status_code in (400, 404)


def test_a_file_elsewhere_is_not_there_even_for_who_knows_what_it_holds(visitor: Client) -> None:
    secret = Path(__file__).resolve()
    version = blake2b(secret.read_bytes(), digest_size=4).hexdigest()
    for path in (f"/static/{secret}", f"/static//{secret}", f"/static/icons/../../{secret.name}"):
        answer = visitor.browser.get(f"{path}?v={version}", buffered=True)
        assert answer.status_code in (308, 404), path
        assert secret.read_bytes() not in answer.data


def test_files_say_who_may_frame_them(visitor: Client) -> None:
    assets: Assets = visitor.app.extensions["assets"]
    for url in (assets.asset("css"), assets.static_url("icons/mark.svg")):
        answer = visitor.browser.get(url, buffered=True)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_old_version_is_not_kept(visitor: Client) -> None:
    answer = visitor.browser.get("/static/icons/mark.svg?v=old", buffered=True)
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_processes_may_start_at_once(tmp_path: Path) -> None:
    static = tmp_path / "static"
    for folder in ("css", "js", "vendor"):
        (static / folder).mkdir(parents=True)
    (static / "css" / "a.css").write_text("a { color: red }")
    settings = Settings(mode="test", instance_dir=tmp_path / "instance")
    made: list[Assets] = []
    threads = [threading.Thread(target=lambda: made.append(Assets(settings, static))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert len({assets.asset("css") for assets in made}) == 1
    assert (
        sorted(path.suffix for path in (tmp_path / "instance" / "assets").iterdir())
        == [".br"] * 3 + [".gz"] * 3
    )


@pytest.mark.parametrize(
    ("source", "small"),
    [
        ("a { color : red ; }\n\nb>c , d { margin: 0 1px }", "a{color :red}b>c,d{margin:0 1px}"),
        ("/* gone */ a{}", "a{}"),
        ('a::after { content: "  ; }  " }', 'a::after{content:"  ; }  "}'),
        ("a { width: calc(100% - 2 * 4px) }", "a{width:calc(100% - 2 * 4px)}"),
        (
            "@media (min-width: 30rem) and (hover) { a :hover { x: y } }",
            "@media (min-width:30rem) and (hover){a :hover{x:y}}",
        ),
    ],
)
def test_css_keeps_its_meaning(source: str, small: str) -> None:
    assert minify_css(source) == small


def test_js_loses_only_comments_and_indentation() -> None:
    source = "// gone\n/* gone\n too */\n  const a = 'x // y';\n\n    b();\n"
    assert minify_js(source) == "const a = 'x // y';\nb();"
