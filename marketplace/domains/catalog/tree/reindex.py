"""Write the search words of a category's products anew, after it was named or arranged differently."""

import json
from typing import Any

from sqlalchemy import or_, select, text

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.search.lexemes import lexemes_of
from marketplace.domains.catalog.tree import atlas
from marketplace.foundation.db import session
from marketplace.foundation.search.lexemes import vector

BATCH = 1000
WRITE = text(
    "UPDATE product SET search = g.search"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS g (id bigint, search tsvector)"
    " WHERE product.id = g.id AND product.search IS DISTINCT FROM g.search"
)
COLUMNS: tuple[Any, ...] = (
    Product.id, Product.category_id, Product.brand, Product.model, Product.title, Product.summary, Product.attributes,
)  # fmt: skip


def reindex(*, category_id: int) -> int:
    """Write the search words of a category's or department's products; return how many were looked at."""
    atlas.forget()
    tree, last, looked_at = atlas.atlas(), 0, 0
    inside = or_(Product.category_id == category_id, Product.department_id == category_id)
    while True:
        stmt = select(*COLUMNS).where(inside, Product.id > last).order_by(Product.id).limit(BATCH)
        rows = session.execute(stmt).all()
        if not rows:
            return looked_at
        words = [{"id": row.id, "search": _words(row, tree)} for row in rows]
        session.execute(WRITE, {"rows": json.dumps(words)})
        last, looked_at = rows[-1].id, looked_at + len(rows)


def _words(row: Any, tree: atlas.Atlas) -> str:
    texts = [*row.title.values(), *row.summary.values()]
    place = tree.place(tree.nodes[row.category_id])
    return vector(
        lexemes_of(place=place, brand=row.brand, model=row.model, texts=texts, attributes=row.attributes)
    )
