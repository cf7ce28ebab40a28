"""The provider's messages as they came in."""

import json

from flask import render_template, request

from marketplace.domains.payments.desk import get_message, messages
from marketplace.portals.admin import desk, portal
from marketplace.web.access import needs


@portal.get("/messages")
@needs("money.read")
def provider_messages() -> str:
    """Show the webhook inbox, newest first."""
    waiting = request.args.get("waiting") == "1"
    page = messages(q=desk.words(), waiting=waiting, cursor=desk.cursor())
    return render_template("admin/money/messages.html", page=page, asked=desk.words(), waiting=waiting)


@portal.get("/messages/<int:message_id>")
@needs("money.read")
def provider_message(message_id: int) -> str:
    """Show one message whole."""
    found = get_message(message_id)
    body = json.dumps(found.body, indent=2, ensure_ascii=False, sort_keys=True)
    return render_template("admin/money/message.html", message=found, body=body)
