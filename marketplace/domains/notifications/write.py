"""Write to an address rather than to a person: who has no account yet, or whose account lost that address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.notifications.models import Delivery, Notice
from marketplace.domains.notifications.tell import DELIVER
from marketplace.domains.notifications.wording import KINDS
from marketplace.foundation import jobs
from marketplace.foundation.db import after_commit, session


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What goes to one address: an e-mail address, or a phone number as E.164; `key` is written once."""

    to: str
    language: str
    kind: str
    key: str
    link: str = ""
    params: dict[str, Any] = field(default_factory=dict)


def write_all(letters: Sequence[Letter], at: datetime) -> int:
    """Put letters on their way; return how many had not been written before. Letters stand in nobody's inbox."""
    written = sum(_write(letter, at) for letter in sorted(letters, key=lambda one: one.key))
    if written:
        after_commit("deliver letters", lambda: jobs.enqueue("notifications", DELIVER))
    return written


def _write(letter: Letter, at: datetime) -> bool:
    if letter.kind not in KINDS:
        raise LookupError(f"no words for {letter.kind}")
    notice = insert(Notice).values(
        key=letter.key, kind=letter.kind, params=letter.params, link=letter.link, created_at=at
    )
    notice_id = session.scalar(notice.on_conflict_do_nothing(index_elements=["key"]).returning(Notice.id))
    if notice_id is None:
        return False
    session.add(
        Delivery(
            notice_id=notice_id,
            channel="email" if "@" in letter.to else "sms",
            to=letter.to,
            language=letter.language,
            created_at=at,
            due_at=at,
        )
    )
    session.flush()
    return True
