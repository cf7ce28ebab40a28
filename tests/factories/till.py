"""A payment page that is always the same, or away."""

from __future__ import annotations

from marketplace.domains.payments.provider import Session, SessionAsk
from marketplace.foundation.refusals import Unavailable


class Till:
    """A payment page that is always the same, or away."""

    def __init__(self) -> None:
        self.asked: list[SessionAsk] = []
        self.away = False

    def open_session(self, ask: SessionAsk) -> Session:
        if self.away:
            raise Unavailable("away")
        self.asked.append(ask)
        return Session(f"cs_{ask.number}", f"https://pay.example/{ask.number}")
