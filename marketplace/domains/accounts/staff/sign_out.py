"""Staff sign somebody out everywhere: a phone was lost, an account was taken over."""

from datetime import datetime

from marketplace.domains.accounts.end_sessions import end_sessions
from marketplace.domains.accounts.models import Person
from marketplace.foundation.actors import Actor
from marketplace.foundation.states import note


def sign_out(*, person: Person, actor: Actor, at: datetime) -> int:
    """End all sessions of a person and write down who did; return how many there were."""
    ended = end_sessions(person_id=person.id)
    note("person", person.id, "sign_out", person.state, person.state, actor=actor, at=at)
    return ended
