"""Price a listing for one buyer: as it stands, the way they get it, with what they book."""

from collections.abc import Collection
from dataclasses import dataclass

from marketplace.domains.listings.models import SHIPPING, Listing
from marketplace.domains.orders.commission import commission
from marketplace.domains.orders.reading.rules import best_rule
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
    rate, rule_id = _rate_for(listing)
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


def _rate_for(listing: Listing) -> tuple[int, int | None]:
    """Return the rate and its rule: a category's own counts here too, the one for all new goods does not."""
    rule = best_rule(supplier_id=None, category_id=listing.category_id)
    if rule is None or rule.category_id is None:
        return USED_RATE(), None
    return rule.basis_points, rule.id
