"""A product as the set of lexemes it is found by: its words, and facts in namespaces of their own.

`k:fridge` it is a fridge, by its category's words · `c:7` `d:1` category, department · `b:haier` brand ·
`a:cooling=direct` a choice · `n:capacity:57` a bucket of a measure. With facts beside words one GIN index answers
"冰箱, frost-free, three doors, Haier" as a single question.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from marketplace.domains.catalog.search.measures import canonical
from marketplace.domains.catalog.search.words import (
    RUN,
    compact,
    fold,
    index_words,
    is_cjk,
    latin_words,
    model_words,
)
from marketplace.domains.catalog.tree.brands import names_of

# The schema's units as the words of measures.
UNIT_WORDS = {
    "L": "l",
    "kg": "kg",
    "hp": "hp",
    "in": "in",
    "W": "w",
    "kW": "kw",
    "dB": "db",
    "kWh/year": "kwh",
}
UNIT_WORDS |= {"sets": "set", "bottles": "bottle"}
STEPS_PER_FOLD = 6  # buckets between a number and its double: about 12 % each
TOP = 20_000  # measures beyond it share the last bucket


@dataclass(frozen=True)
class Fact:
    """What the search needs to know of an attribute."""

    code: str
    kind: str
    unit: str
    label: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Place:
    """A category with its department, its words and its schema."""

    category_id: int
    department_id: int
    names: Sequence[str]
    kinds: frozenset[str]  # the `k:` lexemes
    facts: Mapping[str, Fact] = field(default_factory=dict)


def kind_lexeme(words: str) -> str:
    """Return the lexeme that says a product is of this kind: `Washing machines` → `k:washing_machine`."""
    return "k:" + "_".join(kind_words(words))


def kind_words(words: str) -> list[str]:
    """Return a kind's name as the runs that must follow each other: `Side-by-side fridges` → side, by, side, fridge."""
    found: list[str] = []
    for run in RUN.findall(fold(words)):
        if is_cjk(run):
            found.append(run)
        else:
            found += [compact(run)] if any(c.isdigit() for c in run) else latin_words(run)
    return found


def brand_lexeme(brand: str) -> str:
    return f"b:{fold(brand)}"


def choice_lexeme(code: str, value: str) -> str:
    return f"a:{code}={value}"


def bucket(value: Decimal | float) -> int:
    """Return the bucket a measure falls in; buckets grow with the number, so ranges stay short."""
    number = min(float(value), TOP)
    return 0 if number < 1 else 1 + int(math.log2(number) * STEPS_PER_FOLD + 1e-9)


def bucket_lexemes(code: str, low: Decimal | None, high: Decimal | None) -> tuple[str, ...]:
    """Return the buckets between two measures; never none, for a search cannot ask for one of nothing."""
    first, last = bucket(low or 0), bucket(high) if high is not None else bucket(TOP)
    return tuple(f"n:{code}:{step}" for step in range(first, max(first, last) + 1))


def lexemes_of(
    *, place: Place, brand: str, model: str, texts: Iterable[str], attributes: Mapping[str, Any]
) -> set[str]:
    """Return all lexemes of one product."""
    found = {f"c:{place.category_id}", f"d:{place.department_id}", brand_lexeme(brand), *place.kinds}
    for text in (*names_of(brand), *place.names, *texts):
        found |= index_words(text)
    for run in RUN.findall(fold(model)):
        found.update(model_words(run))
    found.update(model_words(fold(model)))
    for code, value in attributes.items():
        fact = place.facts.get(code)
        if fact is not None:
            found |= fact_lexemes(fact, value)
    found.discard("")
    return found


def fact_lexemes(fact: Fact, value: Any) -> set[str]:
    """Return what one fact of a product adds to its lexemes."""
    if fact.kind == "number":
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return set()
        word = {canonical(number, UNIT_WORDS[fact.unit])} if fact.unit in UNIT_WORDS else set()
        return word | {f"n:{fact.code}:{bucket(number)}"}
    if fact.kind == "choice":
        named = fact.choices.get(str(value), {})
        return index_words(" ".join(named.values())) | {choice_lexeme(fact.code, str(value))}
    if fact.kind == "flag":
        return (
            index_words(" ".join(fact.label.values())) | {choice_lexeme(fact.code, "yes")} if value else set()
        )
    return index_words(str(value))
