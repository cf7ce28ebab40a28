"""Conversations that are simply there. Every call commits."""

from __future__ import annotations

from itertools import count

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Listing
from marketplace.domains.messaging.models import Conversation
from marketplace.domains.messaging.open import open_conversation
from marketplace.domains.messaging.write import write
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests.factories import used

_keys = count(1)


def talk(buyer: Person, about: Listing | None = None, *said: str) -> Conversation:
    """Have a buyer ask a seller something; what is said alternates, the buyer first."""
    about = about or used.listing()
    found = open_conversation(
        subject=f"listing:{about.id}", buyer_id=buyer.id, seller_id=about.seller_id, at=clock.now()
    )
    for turn, words in enumerate(said or ("Is it still there?",)):
        say(found, about.seller_id if turn % 2 else buyer.id, words)
    session.commit()
    return found


def say(conversation: Conversation, author_id: int, words: str) -> None:
    """Have one of the two write something."""
    key = f"talking-{next(_keys):020}"
    write(conversation=conversation, author_id=author_id, words=words, key=key, at=clock.now())
    session.commit()
