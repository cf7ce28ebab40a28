"""What every part of the sandbox is handed: settings, books, and the sandbox's own clock."""

from __future__ import annotations

import secrets
import string
import time
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from marketplace.sandbox.database import Database
    from marketplace.sandbox.settings import Settings

Body = dict[str, Any]
ALPHABET = string.ascii_letters + string.digits
AS_LETTERS = "".join(ALPHABET[byte % len(ALPHABET)] for byte in range(256)).encode()


@dataclass(frozen=True)
class Origin:
    """Which request, if any, made something happen."""

    request_id: str | None = None
    idempotency_key: str | None = None


NOBODY = Origin()
ORIGIN: ContextVar[Origin] = ContextVar("origin", default=NOBODY)


def _nobody() -> None:
    """Ring no bell."""


@dataclass
class World:
    """One running sandbox."""

    settings: Settings
    db: Database
    webhook_url: str = ""
    webhook_secret: str = ""
    ring: Callable[[], None] = _nobody

    def moment(self) -> float:
        """Say what time it is here, in seconds since 1970; tests may have moved it ahead."""
        row = self.db.one("SELECT value FROM facts WHERE name = 'ahead_seconds'")
        return time.time() + (float(row["value"]) if row else 0.0)

    def now(self) -> int:
        """Say what time it is here, in whole seconds."""
        return int(self.moment())

    def hurry(self, seconds: float) -> None:
        """Move this sandbox's clock ahead."""
        ahead = self.moment() - time.time() + seconds
        self.db.run("INSERT OR REPLACE INTO facts VALUES ('ahead_seconds', ?)", (str(ahead),))

    def set_timer(self, seconds: float, verb: str, subject: str) -> None:
        """Have the timetable do `verb` to `subject` after so many seconds."""
        self.db.add(
            "INSERT INTO timers (due_at, verb, subject) VALUES (?, ?, ?)",
            (self.moment() + seconds, verb, subject),
        )


def new_id(prefix: str, length: int = 24) -> str:
    """Make an identifier shaped like Stripe's."""
    return f"{prefix}_{secrets.token_bytes(length).translate(AS_LETTERS).decode()}"
