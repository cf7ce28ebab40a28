"""Background entry points of the room; the worker holds an app context around them."""

from datetime import timedelta

from marketplace.domains.accounts.forget import forget
from marketplace.domains.accounts.proofs.send_codes import send_codes as send
from marketplace.foundation import clock
from marketplace.foundation.db import door

# Longer than the longest idle time an admin may set, so that this never ends a session the web still honours.
IDLE = timedelta(days=365)


def send_codes() -> int:
    """Send the one-time codes that wait."""
    return send()


def forget_ended() -> int:
    """Delete ended sessions and old codes."""
    with door():
        return forget(idle=IDLE, at=clock.now())
