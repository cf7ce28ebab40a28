"""Write the words listings are found by, and take them away from those that left the shelf."""

import json
from collections.abc import Collection, Mapping

from sqlalchemy import text

from marketplace.foundation.db import session
from marketplace.foundation.search.lexemes import vector

WRITE = text(
    "UPDATE listing SET search = g.search"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS g (id bigint, search tsvector)"
    " WHERE listing.id = g.id AND listing.search IS DISTINCT FROM g.search"
)
TAKE = text(
    "UPDATE listing SET search = NULL WHERE id = ANY(:ids) AND search IS NOT NULL"
    " AND state NOT IN ('published', 'reserved')"
)


def write_words(lexemes: Mapping[int, Collection[str]]) -> None:
    """Write each listing's lexemes."""
    rows = [{"id": key, "search": vector(words)} for key, words in lexemes.items()]
    if rows:
        session.execute(WRITE, {"rows": json.dumps(rows, ensure_ascii=False)})


def take_words(listing_ids: Collection[int]) -> None:
    """Take the words from those of these that are no longer on the shelf: the index stays as long as the shelf."""
    session.execute(TAKE, {"ids": list(listing_ids)})
