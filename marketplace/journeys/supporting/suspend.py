"""Staff close an account or keep somebody from selling, and take that back; listings go and come with it."""

from datetime import datetime

from marketplace.domains.accounts import suspend as accounts
from marketplace.domains.accounts.models import Person
from marketplace.domains.listings import suspend as selling
from marketplace.domains.listings.models import Seller
from marketplace.domains.listings.queries import get_seller
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


def suspend_person(*, person_id: int, why: str, actor: Actor, at: datetime) -> bool:
    """Close an account and withhold what it has on offer; False when it is closed already. Refuses: oneself."""
    who = _person(person_id)
    if not accounts.suspend(person=who, why=why, actor=actor, at=at):
        return False
    seller = get_seller(person_id, lock=True)
    if seller is not None:
        selling.suspend(seller=seller, why=why, actor=actor, at=at, cause=selling.ACCOUNT)
    return True


def restore_person(*, person_id: int, why: str, actor: Actor, at: datetime) -> bool:
    """Open an account again; what it had on offer returns unless something else keeps them from selling."""
    who = _person(person_id)
    if not accounts.restore(person=who, why=why, actor=actor, at=at):
        return False
    seller = get_seller(person_id, lock=True)
    if seller is not None:
        selling.restore(seller=seller, why=why, actor=actor, at=at, cause=selling.ACCOUNT)
    return True


def suspend_seller(*, person_id: int, why: str, actor: Actor, at: datetime) -> bool:
    """Keep somebody from selling; they may still buy. False when staff do already. Refuses: oneself."""
    return selling.suspend(seller=_seller(person_id), why=why, actor=actor, at=at)


def restore_seller(*, person_id: int, why: str, actor: Actor, at: datetime) -> bool:
    """Let somebody sell again, as far as staff kept them from it. False when they did not. Refuses: oneself."""
    return selling.restore(seller=_seller(person_id), why=why, actor=actor, at=at)


def _person(person_id: int) -> Person:
    found = lock_row(Person, person_id)
    if found is None:
        raise Missing
    return found


def _seller(person_id: int) -> Seller:
    found = get_seller(person_id, lock=True)
    if found is None:
        raise Missing
    return found
