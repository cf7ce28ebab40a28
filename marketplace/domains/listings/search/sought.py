"""What somebody looks for on the second-hand shelf: words, facts, limits, and the part of the tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from marketplace.domains.catalog.models import PRICE_STEPS
from marketplace.foundation.search.lexemes import AnyOf, all_of
from marketplace.foundation.search.statistics import Asked


@dataclass(frozen=True, slots=True)
class Lexeme(AnyOf):
    """One thing that must hold.

    `fills`: nearly all of the part of the tree asked for has it, being what that part is called. `counted`: the
    lexemes whose share tells of it, when these hold only in the part of the tree asked for.
    """

    fills: bool = False
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A measure within limits, to the digit; `buckets` are the lexemes that find it, a little wider."""

    code: str
    low: Decimal | None
    high: Decimal | None
    buckets: tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """All that is asked of the shelf; prices in minor units."""

    lexemes: tuple[Lexeme, ...] = ()  # words and facts: all of them must hold
    limits: tuple[Limit, ...] = ()
    price_low: int | None = None
    price_high: int | None = None
    made_since: date | None = None
    department_id: int | None = None
    category_id: int | None = None
    words: str = field(default="", compare=False)

    @property
    def scope(self) -> str:
        """Return the column that holds the part of the tree asked for, or nothing."""
        return "category_id" if self.category_id else "department_id" if self.department_id else ""

    @property
    def scope_lexeme(self) -> str:
        if self.category_id:
            return f"c:{self.category_id}"
        return f"d:{self.department_id}" if self.department_id else ""

    @property
    def priced(self) -> tuple[str, ...]:
        """Return the steps of the prices asked for."""
        return PRICE_STEPS.between(self.price_low, self.price_high)

    def asked(self, *, by_price: bool) -> Asked:
        """Return what narrows; in the order of prices a limit on them is where the walk begins and ends."""
        words = [lexeme.counted or lexeme.any_of for lexeme in self.lexemes if not lexeme.fills]
        steps = (self.priced,) if self.priced and not by_price else ()
        return Asked(self.scope_lexeme, (*words, *(limit.buckets for limit in self.limits)), steps)

    def tsquery(self) -> str:
        """Return the tsquery literal of the words and facts."""
        return " & ".join(lexeme.tsquery() for lexeme in self.lexemes)

    def indexed(self) -> str:
        """Return what the index is asked for: what it knows besides, and nothing that follows from the rest.

        Each word more is a posting list to look into for every row the others have in common.
        """
        parts = [lexeme.tsquery() for lexeme in self.lexemes if not lexeme.fills]
        follows = bool(self.department_id) and any(lexeme.counted for lexeme in self.lexemes)
        scope = [(self.scope_lexeme,)] if self.scope_lexeme and not follows else []
        return " & ".join([*parts, *filter(None, [all_of([*(lim.buckets for lim in self.limits), *scope])])])

    def filling(self) -> str:
        """Return what is left to be checked on each row the index finds."""
        return " & ".join(lexeme.tsquery() for lexeme in self.lexemes if lexeme.fills)


def any_of(prefix: str, values: Sequence[object]) -> Lexeme:
    """Return the lexeme of a facet: `any_of("g", ["good", "fair"])`."""
    return Lexeme(tuple(f"{prefix}:{value}" for value in values))
