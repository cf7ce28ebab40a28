"""Whose cart this visitor fills: the person's, or a guest's by a key in their session."""

from flask import session as visit

from marketplace.domains.accounts.models import Person, WebSession
from marketplace.domains.carts.merge import merge
from marketplace.domains.carts.models import Owner
from marketplace.domains.carts.queries import count_of, pieces_of
from marketplace.foundation import clock, ids
from marketplace.web import access, furniture, sessions

KEY = "cart"


def find_owner() -> Owner | None:
    """Return the owner of this visitor's cart; None for a guest who has not put anything in yet."""
    person = access.current_person()
    if person is not None:
        return Owner(person_id=person.id)
    key = visit.get(KEY) if sessions.has_cookie() else None
    return Owner(guest_key=key) if key else None


def own() -> Owner:
    """Return the owner of this visitor's cart, giving a guest a key."""
    found = find_owner()
    if found is None:
        visit[KEY] = ids.new_token()
        found = Owner(guest_key=visit[KEY])
    return found


@furniture.cart_count(pieces_of(WebSession.person_id, WebSession.data[KEY].astext, WebSession))
def count(_person: Person | None) -> int:
    """Return the figure on the cart in the header."""
    owner = find_owner()
    return count_of(owner) if owner else 0


@sessions.on_sign_in
def bring_along(person: Person) -> None:
    """Let a guest's cart become the person's."""
    key = visit.get(KEY)
    if key:
        merge(guest_key=key, person_id=person.id, at=clock.now())
        del visit[KEY]
