"""Price what somebody wishes to buy: by supplier, as the offers stand this moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.domains.orders.commission import DEFAULT_RATE, commission, overall_rate
from marketplace.domains.orders.reading.terms import Terms, terms_of
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.text import N_

MOST_PIECES = 99
MOST_LINES = 50
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Wish:
    """So many pieces of an offer, and the unit price the buyer saw (None: whatever it is)."""

    offer_id: int
    quantity: int
    seen_price: int | None = None


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line at today's price; amounts in minor units."""

    terms: Terms
    quantity: int
    total: int
    commission: int
    basis_points: int


@dataclass(frozen=True, slots=True)
class Basket:
    """What would become one order; shipping is the dearest line's, once."""

    supplier_id: int
    supplier_name: dict[str, str]
    lines: tuple[PricedLine, ...]

    @property
    def goods(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def shipping(self) -> int:
        return max(line.terms.shipping for line in self.lines)

    @property
    def total(self) -> int:
        return self.goods + self.shipping

    @property
    def commission(self) -> int:
        return sum(line.commission for line in self.lines)

    @property
    def basis_points(self) -> int:
        rates = {line.basis_points for line in self.lines}
        return rates.pop() if len(rates) == 1 else overall_rate(goods=self.goods, commission=self.commission)

    @property
    def rule_id(self) -> int | None:
        """Return the one rule all lines follow; None when it is the default or they differ."""
        rules = {line.terms.rule_id for line in self.lines}
        return rules.pop() if len(rules) == 1 else None

    @property
    def delivery_days(self) -> int:
        return max(line.terms.delivery_days for line in self.lines)


@dataclass(frozen=True, slots=True)
class Quote:
    """Everything one press of "place order" would buy. Offers carry no currency: the house settles in one."""

    baskets: tuple[Basket, ...]
    currency: str

    @property
    def total(self) -> int:
        return sum(basket.total for basket in self.baskets)


class NotSold(Refused):
    """Something cannot be bought any more; `offer_ids` says what."""

    def __init__(self, offer_ids: Sequence[int]) -> None:
        super().__init__(N_("Something in your order is no longer sold. It was not ordered."), field="lines")
        self.offer_ids = list(offer_ids)


class PriceChanged(Stale):
    """The buyer saw other prices; `changes` maps an offer to the price seen and today's, in minor units."""

    def __init__(self, changes: Mapping[int, tuple[int, int]]) -> None:
        super().__init__(N_("The price changed. Look at the new total and confirm."))
        self.changes = dict(changes)


def price(*, buyer_id: int, wishes: Sequence[Wish], seen_total: int | None = None) -> Quote:
    """Price `wishes` for a buyer; the same offer on two lines counts together.

    Refuses: nothing wished for, too many lines or pieces, offers not sold (NotSold) or of the buyer's own company,
    another price than the one seen, or another total, shipping included (PriceChanged).
    """
    wanted = _together(wishes)
    terms = terms_of(wanted, buyer_id=buyer_id)
    if gone := [offer_id for offer_id in wanted if offer_id not in terms or not terms[offer_id].is_sold]:
        raise NotSold(gone)
    if any(row.is_own for row in terms.values()):
        raise Refused(N_("You cannot buy from a supplier you work for."), field="lines")
    quote = Quote(_baskets(wanted, terms), settlement_currency())
    changes = {
        wish.offer_id: (wish.seen_price, terms[wish.offer_id].price)
        for wish in wishes
        if wish.seen_price is not None and wish.seen_price != terms[wish.offer_id].price
    }
    if changes or (seen_total is not None and seen_total != quote.total):
        raise PriceChanged(changes)
    return quote


def _together(wishes: Sequence[Wish]) -> dict[int, int]:
    """Add up the pieces of each offer, in key order."""
    if not wishes:
        raise Refused(N_("There is nothing to order."), field="lines")
    if len(wishes) > MOST_LINES:
        raise Refused(N_("Order at most %(most)s different things at once."), field="lines", most=MOST_LINES)
    wanted: dict[int, int] = {}
    for wish in sorted(wishes, key=lambda wish: wish.offer_id):
        if not 1 <= wish.offer_id <= LARGEST_ID:
            raise NotSold([wish.offer_id])
        wanted[wish.offer_id] = wanted.get(wish.offer_id, 0) + wish.quantity
    if any(wish.quantity < 1 for wish in wishes) or any(n > MOST_PIECES for n in wanted.values()):
        raise Refused(N_("Choose from 1 to %(most)s pieces."), field="quantity", most=MOST_PIECES)
    return wanted


def _baskets(wanted: Mapping[int, int], terms: Mapping[int, Terms]) -> tuple[Basket, ...]:
    default = DEFAULT_RATE()
    by_supplier: dict[int, list[PricedLine]] = {}
    for offer_id, quantity in wanted.items():
        row = terms[offer_id]
        rate = default if row.basis_points is None else row.basis_points
        total = row.price * quantity
        earned = commission(line_total=total, basis_points=rate)
        by_supplier.setdefault(row.supplier_id, []).append(PricedLine(row, quantity, total, earned, rate))
    return tuple(
        Basket(supplier_id, lines[0].terms.supplier_name, tuple(lines))
        for supplier_id, lines in by_supplier.items()
    )
