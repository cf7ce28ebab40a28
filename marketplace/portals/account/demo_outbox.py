"""The mails and texts of a demo, where there is no mailbox and no phone to look at. Exists in demos only."""

import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from marketplace.foundation.refusals import Missing
from marketplace.portals.account import portal
from marketplace.settings import Settings

SHOWN = 20


def is_demo() -> bool:
    """Say whether this house is a demo, whose messages anybody may read."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.mode == "demo"


@portal.app_context_processor
def demo_names() -> dict[str, Any]:
    """Tell templates where a demo's messages are."""
    return {"is_demo": is_demo()}


@portal.get("/demo-outbox")
def demo_outbox() -> ResponseReturnValue:
    """Show the newest messages. Refuses: outside demos there is no such page."""
    if not is_demo():
        raise Missing
    settings: Settings = current_app.config["SETTINGS"]
    files = sorted((settings.instance_dir / "outbox").glob("*"), key=lambda path: path.name, reverse=True)
    messages = [read for path in files[:SHOWN] if (read := _read(path))]
    return render_template("account/demo_outbox/list.html", messages=messages)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        raw = path.read_bytes()
        return (
            _mail(raw) if path.suffix == ".eml" else _text(raw) if path.name.endswith(".sms.json") else None
        )
    except (OSError, ValueError, KeyError):
        return None  # a worker is just writing or clearing it


def _mail(raw: bytes) -> dict[str, Any]:
    message: EmailMessage = message_from_bytes(raw, policy=default)
    at = message["Date"].datetime if message["Date"] else datetime.now(UTC)
    return {
        "kind": "mail",
        "to": str(message["To"]),
        "title": str(message["Subject"]),
        "body": message.get_content().strip(),
        "at": at,
    }


def _text(raw: bytes) -> dict[str, Any]:
    words = json.loads(raw)
    return {
        "kind": "phone",
        "to": words["to"],
        "title": "",
        "body": words["text"],
        "at": datetime.fromisoformat(words["at"]),
    }
