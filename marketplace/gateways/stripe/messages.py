"""Read signed messages. The library's own reader lets through messages from the future and trips over bad bodies."""

import json
import time
from typing import Any

from stripe import SignatureVerificationError, WebhookSignature

from marketplace.gateways.stripe.shapes import BadMessage, Message

TOLERANCE_SECONDS = 300
LONGEST_NAME = 120


def read_message(body: bytes, signature: str, secret: str) -> Message:
    """Return what a message says. Refuses (BadMessage): wrong or missing signature, wrong time, no event inside."""
    if not secret:
        raise BadMessage("no secret is set, so no message can be believed")
    try:
        text = body.decode("utf-8")
        WebhookSignature.verify_header(text, signature, secret, TOLERANCE_SECONDS)
        signed_at = int(next(part[2:] for part in signature.split(",") if part.startswith("t=")))
        event = json.loads(text)
    except (SignatureVerificationError, ValueError, RecursionError) as error:
        raise BadMessage(str(error)) from error
    if signed_at > time.time() + TOLERANCE_SECONDS:
        raise BadMessage("signed in the future")
    return _event(event)


def _event(event: Any) -> Message:
    if not isinstance(event, dict) or event.get("object") != "event":
        raise BadMessage("not an event")
    event_id, kind, data = event.get("id"), event.get("type"), event.get("data")
    named = isinstance(event_id, str) and isinstance(kind, str) and 0 < len(event_id) <= LONGEST_NAME
    if not named or not isinstance(data, dict) or not isinstance(data.get("object"), dict):
        raise BadMessage("an event without id, type or object")
    return Message(str(event_id), str(kind)[:80], event)
