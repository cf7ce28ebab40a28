"""Tables as files a spreadsheet opens: UTF-8 it recognises, and no cell it would run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from flask import Response

BOM = "\ufeff"  # without it, spreadsheets on Windows read Chinese as noise
# Spreadsheets with Chinese or Japanese input read the full-width signs as the plain ones.
_FORMULA = re.compile(r"\A\s*[=+\-@|%＝＋－＠]|\A[\t\r\n]")
_NUMBER = re.compile(r"\A-?[0-9][0-9.,]*\Z")


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Answer a table as a CSV file to keep; `name` is plain ASCII."""
    out = io.StringIO()
    # All quoted: where the list separator is a semicolon, `a;=1+1` would otherwise begin a second cell.
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    answer = Response(BOM + out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def guarded(cell: object) -> str:
    """Return a cell as text that no spreadsheet takes for a formula; numbers stay numbers."""
    text = "" if cell is None else str(cell)
    return "'" + text if _FORMULA.match(text) and not _NUMBER.match(text) else text
