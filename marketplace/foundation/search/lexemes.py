"""Lexemes as PostgreSQL's tsvector and tsquery literals write them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One thing that must hold: any of these lexemes; `prefix` takes them as beginnings."""

    any_of: tuple[str, ...]
    prefix: bool = False

    def tsquery(self) -> str:
        """Return it as a part of a tsquery literal."""
        mark = ":*" if self.prefix else ""
        return "(" + " | ".join(quoted(lexeme) + mark for lexeme in self.any_of) + ")"


def quoted(lexeme: str) -> str:
    """Return a lexeme as it stands in a tsvector or tsquery literal."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def vector(lexemes: Iterable[str]) -> str:
    """Return the tsvector literal of a set of lexemes."""
    return " ".join(quoted(lexeme) for lexeme in sorted(lexemes))


def all_of(groups: Iterable[tuple[str, ...]]) -> str:
    """Return the tsquery literal that wants one lexeme of each group."""
    return " & ".join(AnyOf(group).tsquery() for group in groups)
