"""The tree as every page and every search needs it: read in two statements, kept for a few seconds."""

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from marketplace.domains.catalog.models import Attribute, Category
from marketplace.domains.catalog.search.lexemes import Fact, Place, kind_lexeme, kind_words
from marketplace.domains.catalog.search.words import fold, is_cjk
from marketplace.domains.catalog.tree.brands import CHINESE
from marketplace.foundation.db import session

FRESH_SECONDS = 5.0
Words = Mapping[str, str]


@dataclass(frozen=True)
class Node:
    """A category or department."""

    id: int
    parent_id: int | None
    slug: str
    name: Words
    words: Mapping[str, list[str]]
    drawing: str
    shown: bool

    @property
    def scope(self) -> str:
        """Which column of a product holds it."""
        return "department" if self.parent_id is None else "category"

    def called(self) -> list[str]:
        """Return everything people call it."""
        return [*self.name.values(), *(word for words in self.words.values() for word in words)]


@dataclass(frozen=True)
class Measure(Fact):
    """An attribute, as pages show and compare it."""

    better: str = ""
    facet: bool = False


EVERYWHERE = Node(0, None, "", {}, {}, "", shown=False)


@dataclass(eq=False)
class Atlas:
    """All categories and attributes, by every way of asking. The same object while neither changes."""

    nodes: dict[int, Node] = field(default_factory=dict)
    by_slug: dict[str, Node] = field(default_factory=dict)
    measures: dict[int, dict[str, Measure]] = field(default_factory=dict)  # by category or department
    kinds: dict[tuple[str, ...], str] = field(default_factory=dict)  # what people call kinds → `k:` lexeme
    chinese: set[str] = field(default_factory=set)  # Chinese words a query is cut into
    homes: dict[str, Node] = field(
        default_factory=dict
    )  # `k:` lexeme → the smallest part of the tree that holds its kind
    rows: Sequence[Any] = ()  # as read from the tables
    offered: dict[int, Any] = field(default_factory=dict)  # what the filters of its parts offer (offered.py)
    _places: dict[int, Place] = field(default_factory=dict)
    _leaves: dict[int | None, list[Node]] = field(default_factory=dict)
    _measures_of: dict[int, dict[str, Measure]] = field(default_factory=dict)

    @property
    def departments(self) -> list[Node]:
        return self._shown_under(None)

    def leaves(self, department_id: int) -> list[Node]:
        """Return the categories of a department that are shown, in order."""
        return self._shown_under(department_id)

    def _shown_under(self, above: int | None) -> list[Node]:
        if above not in self._leaves:
            self._leaves[above] = [n for n in self.nodes.values() if n.parent_id == above and n.shown]
        return self._leaves[above]

    def department_of(self, node: Node) -> Node:
        return self.nodes.get(node.parent_id, node) if node.parent_id is not None else node

    def measures_of(self, node_id: int) -> dict[str, Measure]:
        """Return the attributes of a category: its department's, then its own."""
        if node_id not in self._measures_of:
            node = self.nodes.get(node_id)
            above = self.measures.get(node.parent_id, {}) if node and node.parent_id else {}
            self._measures_of[node_id] = {**above, **self.measures.get(node_id, {})}
        return self._measures_of[node_id]

    def place(self, leaf: Node) -> Place:
        """Return a category as the search index needs it."""
        if leaf.id not in self._places:
            self._places[leaf.id] = self._place(leaf)
        return self._places[leaf.id]

    def _place(self, leaf: Node) -> Place:
        above = self.department_of(leaf)
        names = [*leaf.name.values(), *above.name.values(), *(w for w in leaf.words.get("zh", []))]
        kinds = frozenset(kind_lexeme(word) for word in {*leaf.called(), *above.called()})
        return Place(leaf.id, above.id, names, kinds, self.measures_of(leaf.id))


_lock = threading.Lock()
_kept: list[tuple[float, Atlas]] = []


def atlas() -> Atlas:
    """Return the tree, at most five seconds old."""
    with _lock:
        if _kept and time.monotonic() - _kept[0][0] < FRESH_SECONDS:
            return _kept[0][1]
    found = _read(_kept[0][1] if _kept else None)
    with _lock:
        _kept[:] = [(time.monotonic(), found)]
    return found


def forget() -> None:
    """Drop the kept tree, so that the next reading asks the tables."""
    with _lock:
        _kept.clear()


def _read(known: Atlas | None) -> Atlas:
    rows = [session.execute(stmt).all() for stmt in _QUESTIONS]
    return known if known and rows == known.rows else _made(rows)


_MEASURED = ("category_id", "code", "kind", "unit", "label", "choices", "better", "facet")
_QUESTIONS: tuple[Select[*tuple[Any, ...]], ...] = (
    select(
        *(getattr(Category, name) for name in ("id", "parent_id", "slug", "name", "words", "drawing")),
        Category.state == "shown",
    ).order_by(Category.parent_id.nulls_first(), Category.position, Category.id),
    select(*(getattr(Attribute, name) for name in _MEASURED)).order_by(Attribute.position, Attribute.id),
)


def _made(rows: Sequence[Any]) -> Atlas:
    made = Atlas(rows=rows)
    for row in rows[0]:
        node = Node(*row)
        made.nodes[node.id] = made.by_slug[node.slug] = node
    for category_id, *measure in rows[1]:
        made.measures.setdefault(category_id, {})[measure[0]] = Measure(*measure)
    _learn_words(made)
    return made


def _learn_words(made: Atlas) -> None:
    for node in made.nodes.values():
        for word in node.called():
            made.kinds[tuple(kind_words(word))] = lexeme = kind_lexeme(word)
            made.homes[lexeme] = _covering(made, made.homes.get(lexeme), node)
    made.chinese |= {run for kind in made.kinds for run in kind if is_cjk(run)}
    made.chinese |= set(
        _chinese_of(word for of in made.measures.values() for m in of.values() for word in _said(m))
    )
    made.chinese |= set(_chinese_of(CHINESE.values()))


def _covering(made: Atlas, known: Node | None, node: Node) -> Node:
    """Return the part of the tree that holds both; departments that share a word are all searched: no part does."""
    if known is None or known is node:
        return node
    one, other = made.department_of(known), made.department_of(node)
    return one if one is other else EVERYWHERE


def _said(measure: Measure) -> Iterable[str]:
    if measure.kind == "flag":
        yield from measure.label.values()
    for choice in measure.choices.values():
        for words in choice.values():
            yield from words.split()


def _chinese_of(words: Iterable[str]) -> Iterable[str]:
    return (fold(word) for word in words if len(word) > 1 and all(is_cjk(c) for c in fold(word)))


def describe(measures: Mapping[str, Measure], attributes: Mapping[str, Any]) -> list[tuple[Measure, Any]]:
    """Return a product's facts in the order of its schema, leaving out what is not known."""
    return [
        (m, attributes[code]) for code, m in measures.items() if attributes.get(code) not in (None, "", False)
    ]
