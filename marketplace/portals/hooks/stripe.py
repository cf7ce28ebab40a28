"""The payment provider's messages: checked, kept, answered for at once; read in a job."""

from flask import request

from marketplace.domains.payments.provider import BadMessage, provider
from marketplace.domains.payments.receive import receive
from marketplace.foundation import clock
from marketplace.portals.hooks import portal
from marketplace.web import access, logs

LARGEST_MESSAGE = 512 * 1024


@portal.post("/stripe")
def take() -> tuple[str, int]:
    """Keep a message. Refuses (400): one that is not signed by the provider, or not of now."""
    if (request.content_length or LARGEST_MESSAGE + 1) > LARGEST_MESSAGE:
        return "too large", 413
    try:
        message = provider().read(request.get_data(cache=False), request.headers.get("Stripe-Signature", ""))
    except BadMessage as why:
        logs.watch("message refused", why=str(why)[:200])
        return "not a message of ours", 400
    receive(message=message, at=clock.now())
    return "", 200


access.marked(take, "signature")
