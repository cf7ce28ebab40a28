"""Background entry points of the room; the worker holds an app context around them."""

from marketplace.domains.accounts.proofs.send_codes import send_codes as send


def send_codes() -> int:
    """Send the one-time codes that wait."""
    return send()
