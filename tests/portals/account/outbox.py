"""What arrived: the newest message to somebody, read from the folder the test house writes its mail to."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

from marketplace.domains.accounts.jobs import send_codes
from marketplace.domains.notifications.jobs import deliver

if TYPE_CHECKING:
    from flask import Flask


def messages(app: Flask, to: str) -> list[str]:
    """Return the words of all messages to `to`, oldest first, after running the jobs that send them."""
    send_codes()
    deliver()
    folder = app.config["SETTINGS"].instance_dir / "outbox"
    found = []
    for path in sorted(folder.glob("*")):
        if path.suffix == ".eml":
            mail = message_from_bytes(path.read_bytes(), policy=default)
            found.append((str(mail["To"]), f"{mail['Subject']}\n{mail.get_content()}"))
        elif path.name.endswith(".sms.json"):
            words = json.loads(path.read_text())
            found.append((words["to"], words["text"]))
    return [words for whom, words in found if whom == to]


def code(app: Flask, to: str) -> str:
    """Return the newest code sent to `to`."""
    found = re.search(r"\b\d{6}\b", messages(app, to)[-1])
    assert found
    return found.group()
