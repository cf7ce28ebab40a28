"""What an import was told beside its file: currency, prices for rows without one, stock."""

from dataclasses import asdict, dataclass
from typing import Any

from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_

KWH_PRICE = dial(
    "import_price_minor_per_kwh",
    1000,
    low=1,
    high=1_000_000,
    group="catalog",
    about=N_("Price per kWh of yearly use for imported rows that have no price, in minor units."),
)
STOCK = dial(
    "import_stock_pieces",
    20,
    low=0,
    high=100_000,
    group="catalog",
    about=N_("Pieces in stock for imported rows that do not say."),
)


@dataclass(frozen=True)
class Rules:
    """How rows are read; amounts in minor units of `currency`.

    A table of energy use has no prices. Rather than leave its rows off the shelf or write a price by hand, a row
    without one costs `price_per_kwh` for each kWh of yearly use, its offer says so (`price_rule`), and the supplier
    sets the real price. 0 leaves such rows without an offer.
    """

    currency: str
    price_per_kwh: int = 0
    stock: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the rules as an import keeps them."""
        return asdict(self)


def usual_rules(currency: str, *, price_per_kwh: int | None = None, stock: int | None = None) -> Rules:
    """Return the rules with what was not said taken from the dials."""
    return Rules(
        currency,
        KWH_PRICE() if price_per_kwh is None else price_per_kwh,
        STOCK() if stock is None else stock,
    )
