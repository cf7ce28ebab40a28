"""Background entry points of the room; the worker holds an app context around them."""

from marketplace.domains.notifications.deliver import deliver as send


def deliver() -> int:
    """Send the notices that are due through their channels; a sweep may call it too."""
    return send()
