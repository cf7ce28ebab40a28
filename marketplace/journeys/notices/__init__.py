"""Which fact tells whom what. It decides nothing else: words and wishes are the notifications' own."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from marketplace.domains.accounts.events import CodeAsked
from marketplace.domains.notifications.tell import Telling, tell_all
from marketplace.domains.notifications.write import write_all
from marketplace.foundation import jobs
from marketplace.foundation.db import after_commit
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk, lay_out
from marketplace.journeys.notices.letters import LETTERS, letters_for
from marketplace.journeys.notices.of_cases import OF_CASES
from marketplace.journeys.notices.of_deals import OF_DEALS
from marketplace.journeys.notices.of_listings import OF_LISTINGS
from marketplace.journeys.notices.of_orders import OF_ORDERS
from marketplace.journeys.notices.of_others import OF_OTHERS
from marketplace.journeys.notices.of_photos import OF_PHOTOS
from marketplace.journeys.notices.of_selling import OF_SELLING
from marketplace.journeys.notices.of_staff import OF_STAFF
from marketplace.journeys.notices.of_standing import OF_STANDING
from marketplace.journeys.notices.of_wishes import OF_WISHES

# Facts that name what they are about.
BY_ITSELF = (
    OF_OTHERS
    | OF_CASES
    | OF_DEALS
    | OF_LISTINGS
    | OF_SELLING
    | OF_STAFF
    | OF_STANDING
    | OF_WISHES
    | OF_PHOTOS
)
HEARD: frozenset[type[Fact]] = frozenset({*OF_ORDERS, *BY_ITSELF, *LETTERS, CodeAsked})
SEND_CODES = "marketplace.domains.accounts.jobs.send_codes"


def tell_about(facts: Sequence[Fact], at: datetime) -> int:
    """Tell everybody concerned of these facts; return how many notices are new. Harmless when repeated."""
    if any(isinstance(fact, CodeAsked) for fact in facts):
        after_commit("send codes", lambda: jobs.enqueue("notifications", SEND_CODES))
    return tell_all(list(notices_for(facts, at)), at) + write_all(letters_for(facts, at), at)


def notices_for(facts: Sequence[Fact], at: datetime) -> Iterator[Telling]:
    """Say who is to be told what because of these facts; facts that concern nobody say nothing."""
    heard = [fact for fact in facts if type(fact) in OF_ORDERS or type(fact) in BY_ITSELF]
    if not heard:
        return
    desk = lay_out(heard, at)
    for fact in heard:
        yield from _of(desk, fact)


def _of(desk: Desk, fact: Fact) -> Iterator[Telling]:
    if (say_of_order := OF_ORDERS.get(type(fact))) is not None:
        order = desk.order_of(fact)
        yield from filter(_is_news, say_of_order(desk, order, fact) if order else ())
    else:
        yield from BY_ITSELF[type(fact)](desk, fact)


def _is_news(telling: Telling) -> bool:
    """Return whether what it asks for by a day is still to be done: once the order moved on, no day is left."""
    return "" not in (telling.params.get("by"), telling.params.get("until"))
