"""Price a listing for one buyer: as it stands, the way they get it, with what they book."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from marketplace.domains.listings.models import SHIPPING, Listing
from marketplace.domains.orders.commission import commission
from marketplace.domains.orders.reading.rules import rules_of_categories
from marketplace.domains.orders.used.rates import bookable, services_for
from marketplace.foundation.dials import dial
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

USED_RATE = dial(
    "second_hand_commission_basis_points",
    500,
    low=0,
    high=5000,
    group="commission",
    about=N_(
        "Commission on second-hand sales in hundredths of a per cent, where no rule for a category says otherwise."
    ),
)


@dataclass(frozen=True, slots=True)
class UsedQuote:
    """What one buyer would pay for one listing; amounts in minor units."""

    way: str
    goods: int
    shipping: int
    extras: dict[str, int]  # service → what it costs, the delivery among them
    commission: int
    basis_points: int
    rule_id: int | None
    currency: str

    @property
    def services(self) -> int:
        return sum(self.extras.values())

    @property
    def total(self) -> int:
        return self.goods + self.shipping + self.services


def price_listing(
    *, listing: Listing, way: str, extras: Collection[str] = (), agreed: int | None = None
) -> UsedQuote:
    """Price a listing got by `way`; `agreed` is the price of an accepted proposal.

    Refuses: a way the seller does not offer, a service that cannot be booked with it.
    """
    if way not in listing.ways:
        raise Refused(N_("Choose how you get it."), field="way")
    if set(extras) - set(bookable(way=way, size=listing.size_class, extras=listing.extras)):
        raise Refused(N_("That service cannot be booked with this."), field="extras")
    goods = listing.price if agreed is None else agreed
    rate, rule_id = _rates([listing.category_id])[listing.category_id]
    return UsedQuote(
        way=way,
        goods=goods,
        shipping=listing.shipping if way == SHIPPING else 0,
        extras=services_for(way=way, size=listing.size_class, extras=extras),
        commission=commission(line_total=goods, basis_points=rate),
        basis_points=rate,
        rule_id=rule_id,
        currency=settlement_currency(),
    )


@dataclass(frozen=True, slots=True)
class Earning:
    """What a seller gets of a price; amounts in minor units."""

    price: int
    commission: int
    basis_points: int

    @property
    def yours(self) -> int:
        return self.price - self.commission


def earning(price: int, *, category_id: int | None) -> Earning:
    """Return what a seller would get of a price, were it ordered now."""
    return earnings([(price, category_id)])[0]


def earnings(wanted: Sequence[tuple[int, int | None]]) -> list[Earning]:
    """Return what sellers would get of each (price, category), in the same order; one question for all."""
    rates = _rates({category_id for _, category_id in wanted})
    return [
        Earning(price, commission(line_total=price, basis_points=rate), rate)
        for price, rate in ((price, rates[category_id][0]) for price, category_id in wanted)
    ]


def _rates(category_ids: Collection[int | None]) -> dict[int | None, tuple[int, int | None]]:
    """Return category → its rate and rule: a category's own counts here too, the one for all new goods does not."""
    rules = rules_of_categories([key for key in category_ids if key is not None])
    return {
        key: (rule.basis_points, rule.id) if (rule := rules.get(key or 0)) else (USED_RATE(), None)
        for key in category_ids
    }
