"""The way in: a contact, then a code or a password, then for some a second step; for new people a name."""

from marketplace.portals.account.way_in import code, password, registration, second_step, sign_in

__all__ = ["code", "password", "registration", "second_step", "sign_in"]
