"""A file as rows: encoding, header, which mapping fits it, and each row read or refused with a sentence."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.domains.catalog.reading import appliances_zh, coolspot, energy_star
from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.shelve import ShelfRow
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 400  # each row is filled up to the header's width: a million commas would cost a day
LONGEST_CELL = 5000
UNREADABLE = N_("This is not a CSV file we can read. Save it as CSV in UTF-8.")
Reader = Callable[[Mapping[str, str], Rules], ShelfRow]
# The first whose columns are all there is the guess; the narrowest first.
MAPPINGS: dict[str, tuple[frozenset[str], Reader]] = {
    "appliances_zh": (appliances_zh.HEADER, appliances_zh.read_row),
    "energy_star": (energy_star.HEADER, energy_star.read_row),
    "coolspot": (coolspot.HEADER, coolspot.read_row),
}


@dataclass(frozen=True)
class RowError:
    """Why a row was refused: its number in the file, the column, the sentence and what it is about."""

    row: int
    field: str
    sentence: str
    value: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the error as an import keeps it."""
        return {"row": str(self.row), "field": self.field, "sentence": self.sentence, "value": self.value}


def decode(content: bytes) -> str:
    """Return a file's text, in UTF-8 or the Chinese encoding spreadsheets write. Refuses: other files, large ones."""
    if len(content) > MOST_BYTES:
        raise Refused(N_("The file is larger than 10 MB."), field="file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(UNREADABLE, field="file")


def guess(text: str) -> str:
    """Return the mapping that fits the header. Refuses: a header that fits none."""
    columns = set(_columns(text))
    for name, (needed, _) in MAPPINGS.items():
        if needed <= columns:
            return name
    raise Refused(N_("The first line must name the columns category, brand, model and price."), field="file")


def count_rows(text: str) -> int:
    """Return how many rows the file has. Refuses: none, too many, broken quoting."""
    _columns(text)
    try:
        number = sum(1 for _ in _rows(text))
    except csv.Error as error:
        raise Refused(UNREADABLE, field="file") from error
    if not number:
        raise Refused(N_("There are no rows in this file."), field="file")
    if number > MOST_ROWS:
        raise Refused(N_("Send at most %(most)s rows at once."), field="file", most=MOST_ROWS)
    return number


def read(text: str, mapping: str, rules: Rules) -> Iterator[ShelfRow | RowError]:
    """Yield each row as a row of our shelf, or why it is none; a product's second row is refused too."""
    needed, reader = MAPPINGS[mapping]
    seen: dict[tuple[str, str], int] = {}
    for number, values in _rows(text):
        try:
            _check_shape(values, needed)
            row = reader(values, rules)
        except Refused as no:
            yield RowError(number, no.field or "", no.sentence, str(next(iter(no.params.values()), ""))[:80])
            continue
        first = seen.setdefault(row.key, number)
        if first != number:
            yield RowError(number, "model", N_("This product already stands in row %(value)s."), str(first))
        else:
            yield row


def _check_shape(values: Mapping[Any, Any], needed: frozenset[str]) -> None:
    if None in values or any(values.get(column) is None for column in needed):
        raise Refused(N_("This row has another number of columns than the first line."), field="")
    if any(len(cell) > LONGEST_CELL for cell in values.values() if isinstance(cell, str)):
        raise Refused(N_("One of the cells is too long."), field="")


def _columns(text: str) -> list[str]:
    try:
        columns = _header(text)
    except csv.Error as error:
        raise Refused(UNREADABLE, field="file") from error
    if len(columns) > MOST_COLUMNS:
        raise Refused(UNREADABLE, field="file")
    return columns


def _header(text: str) -> list[str]:
    first = next(csv.reader(io.StringIO(text)), [])
    return [name.strip().lower() for name in first]


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    lines = csv.reader(io.StringIO(text))
    next(lines, None)
    reader: csv.DictReader[str] = csv.DictReader(io.StringIO(text), fieldnames=_header(text))
    next(reader, None)
    for row in reader:
        yield reader.line_num, dict(row.items())
