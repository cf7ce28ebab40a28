"""What the terminal shows: one line per step, and then what a person needs to know."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WIDTH = 46


def say(sentence: str) -> None:
    """Print at once, also into a pipe."""
    print(sentence, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print the step's name when it begins and its time when it ends."""
    began = time.monotonic()
    print(f"  {name} ".ljust(WIDTH, "."), end="", flush=True)
    try:
        yield
    except BaseException:
        say(" stopped")
        raise
    say(f" {time.monotonic() - began:.1f} s")


def welcome(url: str, instance: Path, *, mails_to: str, demo: bool) -> None:
    """Print where the shop is, who may sign in, and where its mails go."""
    say(f"\nCoolspot is open: {url}")
    if demo:
        for person in demo_people(instance):
            say(f"  {person.get('role', ''):<10} {person.get('email', ''):<24} {person.get('password', '')}")
            if secret := person.get("totp_secret"):
                say(f"  {'':<10} second factor: {secret}{_code_now(secret)}")
    say(f"  mails go to {mails_to}, logs to {instance / 'logs'}")
    say("  Ctrl-C stops everything; the data stays.\n")


def demo_people(instance: Path) -> list[dict[str, Any]]:
    """Return the demo's people with their passwords, none outside the demo."""
    try:
        found = json.loads((instance / "demo.json").read_text())
    except (OSError, ValueError):
        return []
    people: list[dict[str, Any]] = found.get("people", [])
    return people


def _code_now(secret: str) -> str:
    """Spare the visitor an authenticator app; a secret it cannot read is no reason not to open."""
    import pyotp

    try:
        return f" (the code now: {pyotp.TOTP(secret).now()})"
    except ValueError:
        return ""
