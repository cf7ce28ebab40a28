"""A mailer that remembers, and what the facts of a test told whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.notifications.models import Notice
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.notices import tell_about

if TYPE_CHECKING:
    from marketplace.foundation.outbox import Fact
    from marketplace.gateways.mailer import Mail, MailFailed


class Mailbox:
    """A mailer that remembers, and refuses as told."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.refusal: MailFailed | None = None

    def send(self, mail: Mail) -> None:
        if self.refusal:
            raise self.refusal
        self.mails.append(mail)


def told(*facts: Fact) -> list[tuple[int, str]]:
    with door():
        tell_about(facts, clock.now())
    rows = session.scalars(select(Notice).order_by(Notice.id))
    return [(row.person_id, row.kind) for row in rows]
