"""What somebody looks for on the second-hand shelf: words, facts, limits, and the part of the tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One thing that must hold: any of these; `prefix` takes them as beginnings.

    `fills`: nearly all of the part of the tree asked for has it, being what that part is called.
    """

    any_of: tuple[str, ...]
    prefix: bool = False
    fills: bool = False

    def tsquery(self) -> str:
        mark = ":*" if self.prefix else ""
        return "(" + " | ".join(quoted(word) + mark for word in self.any_of) + ")"


@dataclass(frozen=True, slots=True)
class Limit:
    """A measure within limits, to the digit; `buckets` are the lexemes that find it, where they are few."""

    code: str
    low: Decimal | None
    high: Decimal | None
    buckets: tuple[str, ...] = ()


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
    def asked(self) -> list[tuple[str, ...]]:
        """Return what narrows, each as the lexemes of which one must be there."""
        return [lexeme.any_of for lexeme in self.lexemes if not lexeme.fills] + [
            lim.buckets for lim in self.limits if lim.buckets
        ]

    @property
    def is_narrow(self) -> bool:
        """Say whether something other than the shelf's order can find it."""
        return bool(self.lexemes or self.asked) or self.price_low is not None or self.price_high is not None

    def tsquery(self, *, indexed: bool = False) -> str:
        """Return the tsquery literal; `indexed` says in it what else the index knows."""
        parts = [lexeme.tsquery() for lexeme in self.lexemes]
        if indexed:
            parts += [Lexeme(limit.buckets).tsquery() for limit in self.limits if limit.buckets]
            parts += [quoted(self.scope_lexeme)] if self.scope_lexeme else []
        return " & ".join(parts)


def quoted(lexeme: str) -> str:
    """Return a lexeme as it stands in a tsvector or tsquery literal."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def any_of(prefix: str, values: Sequence[object]) -> Lexeme:
    """Return the lexeme of a facet: `any_of("g", ["good", "fair"])`."""
    return Lexeme(tuple(f"{prefix}:{value}" for value in values))
