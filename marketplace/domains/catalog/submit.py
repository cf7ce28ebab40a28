"""Submit a file of products to be read in: checked as a whole now, row by row later."""

from datetime import datetime

from marketplace.domains.catalog.models import ImportBatch
from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.reading.sheet import MAPPINGS, count_rows, decode, guess
from marketplace.foundation.db import session
from marketplace.foundation.ids import new_number
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

AUTO = "auto"
LONGEST_NAME = 200


def submit(
    *,
    supplier_id: int,
    person_id: int | None,
    filename: str,
    content: bytes,
    mapping: str,
    rules: Rules,
    dry_run: bool,
    at: datetime,
) -> ImportBatch:
    """Keep a file for reading; `mapping` may be `auto`.

    Refuses: what is no CSV, too large or empty, a header that fits no mapping, an unknown mapping.
    """
    text = decode(content)
    fits = guess(text) if mapping == AUTO else mapping
    if fits not in MAPPINGS:
        raise Refused(N_("Choose how the columns are to be read."), field="mapping")
    batch = ImportBatch(
        number=new_number("I"),
        supplier_id=supplier_id,
        person_id=person_id,
        filename=filename[-LONGEST_NAME:] or "import.csv",
        content=text,
        mapping=fits,
        rules=rules.as_json(),
        dry_run=dry_run,
        rows_total=count_rows(text),
        created_at=at,
    )
    session.add(batch)
    session.flush()
    return batch
