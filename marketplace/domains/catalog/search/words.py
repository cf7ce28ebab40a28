"""Text into search words: lower-cased NFKC Latin words, model numbers whole and by part, Chinese in bigrams.

PostgreSQL's own parsers know no Chinese and cut `BCD-206TASJ` their own way; index and query both pass through
here instead, so that what was written is what is found.
"""

import re
import unicodedata
from collections.abc import Iterator

from marketplace.domains.catalog.search.measures import measures_in

LONGEST_WORD = 40
MOST_PIECES = 8  # of one model number; more is no model number anybody types
LONGEST_JOIN = 3  # neighbouring pieces that people type together
SHORTEST_PLURAL = 4
CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
RUN = re.compile(rf"[{CJK}]+|[a-z0-9]+(?:[-./+*#'&·_][a-z0-9*]+)*")
_PIECE = re.compile(r"[a-z]+|\d+")
STOP = frozenset({"a", "an", "the", "of", "for", "and", "with", "in", "to", "or", "的", "和", "与"})


def fold(text: str) -> str:
    """Return `text` in the one form words are compared in: NFKC, lower case, no accents."""
    plain = unicodedata.normalize("NFKC", text).lower()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFD", plain)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def is_cjk(run: str) -> bool:
    """Say whether a run of `RUN` is Chinese."""
    return run[0] > "\u3000"


def stem(word: str) -> str:
    """Return an English word without its plural s, the same at index and query: `fridges` → `fridge`."""
    if len(word) >= SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def compact(run: str) -> str:
    """Return a model number without what people leave out: `BCD-206/T` → `bcd206t`."""
    return re.sub(r"[^a-z0-9]", "", run)[:LONGEST_WORD]


def bigrams(run: str) -> Iterator[str]:
    """Yield the overlapping pairs of a Chinese run; a run of one is itself."""
    if len(run) == 1:
        yield run
    yield from (run[i : i + 2] for i in range(len(run) - 1))


def index_words(text: str) -> set[str]:
    """Return every word under which `text` is to be found."""
    folded = fold(text)
    found = set(measures_in(folded))
    for run in RUN.findall(folded):
        if is_cjk(run):
            found.update(bigrams(run))
            found.update(run)
        else:
            found.update(latin_words(run))
    return found - STOP


def latin_words(run: str) -> Iterator[str]:
    """Yield the words of a Latin run: plain words, or a model number whole and by part."""
    if any(c.isdigit() for c in run):
        yield from model_words(run)
    else:
        yield from (stem(word)[:LONGEST_WORD] for word in re.split(r"[^a-z]+", run) if word)


def model_words(run: str) -> Iterator[str]:
    """Yield a model number whole, each piece, neighbouring pieces together, and its beginnings."""
    pieces = _PIECE.findall(run)
    yield compact(run)
    for i in range(min(len(pieces), MOST_PIECES)):
        yield "".join(pieces[: i + 1])[:LONGEST_WORD]
        for j in range(i + 1, min(i + LONGEST_JOIN, len(pieces)) + 1):
            yield "".join(pieces[i:j])[:LONGEST_WORD]
    for part in re.split(r"[^a-z0-9]+", run):
        if part:
            yield part[:LONGEST_WORD]
