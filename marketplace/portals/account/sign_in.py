"""The way in."""

from marketplace.portals.account import portal


@portal.get("/sign-in")
def sign_in() -> str:
    return ""
