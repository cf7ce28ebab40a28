"""Somebody asks about a listing, for all to read, unless their strikes keep them from it."""

from datetime import datetime

from marketplace.domains.haggling.asking.ask import ask
from marketplace.domains.listings.models import Listing
from marketplace.domains.support.withhold import refuse_withheld


def ask_seller(*, listing: Listing, person_id: int, words: str, at: datetime) -> None:
    """Ask about a listing. Refuses: too many strikes, and what `ask` refuses."""
    refuse_withheld(person_id, at)
    ask(listing=listing, person_id=person_id, words=words, at=at)
