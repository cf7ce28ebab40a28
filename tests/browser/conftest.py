"""The whole installation, as `make run` starts it, and a phone in somebody's hand."""

from __future__ import annotations

import contextlib
import email
import email.policy
import itertools
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PHONE = {"width": 360, "height": 640}
START_SECONDS = 240
ADDRESSES = (f"10.0.{n // 250}.{n % 250 + 1}" for n in itertools.count())
# Every page that anybody opens here says so itself when it reaches past the phone's right edge.
SIDEWAYS = """
  const look = () => {
    const page = document.documentElement;
    const over = page.scrollWidth - page.clientWidth;
    if (over > 0) console.error(`${location.pathname} reaches ${over} px past the right edge`);
  };
  addEventListener("load", look);
  addEventListener("htmx:afterSettle", look);
"""
# A parcel a second: the story must not wait for the sandbox's carrier.
QUICK = {"SANDBOX_CARRIER_STEP_SECONDS": "1", "TRACKING_CHECK_SECONDS": "1", "COOLSPOT_MODE": "demo"}
QUICK["TRUSTED_PROXIES"] = "1"  # each phone has an address of its own: one may sign in only so often
QUICK["DEMO_USED"] = "no"  # its photos keep a core busy for a minute; `second_hand` is for who needs some


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip loudly where there is no browser; in CI that is a failure (see prepare.py)."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))
            if not Path(CHROMIUM).exists() and not os.environ.get("CI"):
                item.add_marker(
                    pytest.mark.skip(reason=f"no browser at {CHROMIUM}: nothing was tried in one")
                )


class Installation:
    """A running `python app.py` of its own, with its demo people."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.port = directory, _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        engines = ("DATABASE_URL", "REDIS_URL", "STRIPE_API_KEY")
        env = {name: value for name, value in os.environ.items() if name not in engines}
        env |= QUICK | {"INSTANCE_DIR": str(directory), "PORT": str(self.port), "HOST": "127.0.0.1"}
        self.log = directory.with_suffix(".log")
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env=env,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while "is open" not in (said := self.log.read_text()):
            assert self.process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.3)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(40)
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def person(self, role: str) -> dict[str, Any]:
        people = json.loads((self.directory / "demo.json").read_text())["people"]
        return next(person for person in people if person["role"] == role)

    def code_for(self, contact: str) -> str:
        """Wait for the newest mail to `contact` and return the six digits in it."""
        outbox, deadline = self.directory / "outbox", time.monotonic() + 40
        while time.monotonic() < deadline:
            for mail in sorted(outbox.glob("*.eml"), reverse=True):
                letter = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
                body = letter.get_body(("plain",))
                code = re.search(r"\b(\d{6})\b", body.get_content() if body else "")
                if contact in str(letter["To"]) and code:
                    return code[1]
            time.sleep(0.3)
        raise AssertionError(f"no code came for {contact}")

    def command(self, *words: str) -> str:
        """Run one of our commands against this installation."""
        env = os.environ | json.loads((self.directory / "runtime.json").read_text())["environment"]
        line = [sys.executable, "-m", "flask", "--app", "app:app", *words]
        done = subprocess.run(line, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _free_port() -> int:
    """Return a port that is free, and so is the next one: the sandbox companies take it."""
    while True:
        with socket.socket() as one, socket.socket() as other, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            other.bind(("127.0.0.1", port + 1))
            return int(port)


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    # Not in pytest's own folder: that is closed to the engines' unprivileged user.
    with tempfile.TemporaryDirectory(prefix="coolspot-browser-") as folder:
        Path(folder).chmod(0o711)
        started = Installation(Path(folder) / "instance")
        try:
            started.wait()
            yield started
            assert "0 broken" in started.command("ledger", "check")
        finally:
            started.stop()


@pytest.fixture(scope="session")
def second_hand(installation: Installation) -> None:
    """Have a few used appliances in it: one for each kind of page."""
    installation.command("demo", "used", "--few")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Browser, installation: Installation, tmp_path: Path) -> Iterator[Any]:
    """Hand out phones: `phone("zh-CN", script=False)` is a page of a fresh browser; its errors fail the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def hand_out(language: str = "en-GB", *, script: bool = True, bears: str = "(?!)") -> Page:
        """Return a page; `bears` is what its console may complain of, because the test brings it about."""
        context = chromium.new_context(
            viewport=PHONE,
            base_url=installation.url,
            locale=language,
            java_script_enabled=script,
            has_touch=True,
            is_mobile=True,
            extra_http_headers={"X-Forwarded-For": next(ADDRESSES)},
        )
        context.set_default_timeout(20_000)
        context.add_init_script(SIDEWAYS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda said: (
                wrong.append(said.text) if said.type == "error" and not re.search(bears, said.text) else None
            ),
        )
        return page

    yield hand_out
    for i, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=tmp_path / f"last-seen-{i}.png", full_page=True)
        context.close()
    assert wrong == []
