"""Reading the catalogue: products with their offers, products by several keys, facet values, imports."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import cast, func, select, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import Category, FacetValue, ImportBatch, Offer, Product
from marketplace.domains.catalog.search.ask import ask
from marketplace.domains.catalog.search.plan import expected
from marketplace.domains.catalog.search.shape import CARD_COLUMNS
from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

GATHERED_AT_MOST = 2_000


def get_product(slug: str) -> Product:
    """Return a product by its address. Refuses: an unknown one."""
    found = session.scalars(select(Product).where(Product.slug == slug)).one_or_none()
    if found is None:
        raise Missing
    return found


def find_product(brand: str, model: str) -> Product | None:
    """Return the product of this brand and model, as both are written in the catalogue."""
    return session.scalars(
        select(Product).where(Product.brand == brand, Product.model == model)
    ).one_or_none()


def products_by_slug(slugs: Sequence[str]) -> list[Product]:
    """Return these products in the order given, leaving out unknown ones."""
    rows = {
        p.slug: p for p in session.scalars(select(Product).where(Product.slug.in_(slugs), ~Product.hidden))
    }
    return [rows[slug] for slug in dict.fromkeys(slugs) if slug in rows]


def cards_by_id(product_ids: Sequence[int]) -> list[Any]:
    """Return the cards of these products on the shelf, in the order given."""
    rows = session.execute(select(*CARD_COLUMNS).where(Product.id.in_(product_ids), Product.on_shelf))
    found = {row.id: row for row in rows}
    return [found[number] for number in dict.fromkeys(product_ids) if number in found]


def product_ids_of(offer_ids: Collection[int]) -> Sequence[int]:
    """Return the products these offers are for."""
    return session.scalars(select(Offer.product_id).distinct().where(Offer.id.in_(list(offer_ids)))).all()


def brands_like(folded: str, *, limit: int = 3) -> Sequence[str]:
    """Return brands whose name begins so, the most common first."""
    stmt = (
        select(FacetValue.value)
        .where(FacetValue.code == "brand", FacetValue.value.ilike(_begins(folded), escape="\\"))
        .group_by(FacetValue.value)
        .order_by(FacetValue.value)
        .limit(limit)
    )
    return session.scalars(stmt).all()


def _begins(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def newest_of(node_id: int, *, of: str, size: int) -> Sequence[Any]:
    """Return the newest products on the shelf of a category (`of` is the column it is kept in)."""
    columns = (Product.slug, Product.title, Product.price_from, Product.picture, Product.updated_at)
    stmt = select(*columns).where(Product.on_shelf, getattr(Product, f"{of}_id") == node_id)
    return session.execute(stmt.order_by(Product.id.desc()).limit(size)).all()


def get_import(number: str, *, supplier_id: int) -> ImportBatch:
    """Return an import of this supplier. Refuses: another's, as if it were not there."""
    found = session.scalars(
        select(ImportBatch).filter_by(number=number, supplier_id=supplier_id)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def imports_of(supplier_id: int, *, cursor: str | None = None, size: int = 20) -> Page[ImportBatch]:
    """Return a page of a supplier's imports, newest first."""
    stmt = select(ImportBatch).where(ImportBatch.supplier_id == supplier_id)
    return paginate(stmt, keys=[(ImportBatch.id, "desc")], cursor=cursor, size=size)


def latest_import(supplier_id: int) -> ImportBatch | None:
    """Return a supplier's newest import, or None before the first."""
    stmt = select(ImportBatch).where(ImportBatch.supplier_id == supplier_id).order_by(ImportBatch.id.desc())
    return session.scalars(stmt.limit(1)).one_or_none()


def is_common(words: str) -> bool:
    """Say whether so many products match that they are found sooner by looking at rows than by gathering them."""
    return expected(ask(words, atlas(), unfinished=True)) > GATHERED_AT_MOST


def tsquery_of(words: str) -> str:
    """Return these words as the search index is asked for them, the last perhaps unfinished; "" if they say nothing."""
    wanted = ask(words, atlas(), unfinished=True)
    return wanted.tsquery() if wanted.terms else ""


def products_to_offer(words: str, *, supplier_id: int, limit: int = 20) -> Sequence[Any]:
    """Return products that match these words, on the shelf or not, with `offer_id` where this supplier offers them."""
    wanted = ask(words, atlas(), unfinished=True)
    if not wanted.terms:
        return []
    columns = (Product.id, Product.slug, Product.title, Product.brand, Product.model, Product.price_from)
    stmt = (
        select(*columns, Category.drawing, Offer.id.label("offer_id"))
        .join(Category, Category.id == Product.category_id)
        .outerjoin(Offer, (Offer.product_id == Product.id) & (Offer.supplier_id == supplier_id))
        .where(Product.search.op("@@")(cast(wanted.tsquery(), TSQUERY)))
    )
    return session.execute(stmt.order_by(Product.popularity.desc(), Product.id.desc()).limit(limit)).all()


def offered_already(keys: Sequence[tuple[str, str]], *, supplier_id: int) -> int:
    """Return how many of these products (brand, model) a supplier offers."""
    stmt = select(func.count()).select_from(Offer).join(Product, Product.id == Offer.product_id)
    mine = stmt.where(Offer.supplier_id == supplier_id, tuple_(Product.brand, Product.model).in_(list(keys)))
    return int(session.scalar(mine) or 0)


def unfinished_imports() -> Sequence[int]:
    """Return imports that wait or were left running, oldest first, for the sweep."""
    stmt = (
        select(ImportBatch.id).where(ImportBatch.state.in_(("waiting", "running"))).order_by(ImportBatch.id)
    )
    return session.scalars(stmt).all()


def product_ids_of_supplier(supplier_id: int) -> Sequence[int]:
    """Return the products a supplier has offers for."""
    return session.scalars(select(Offer.product_id).where(Offer.supplier_id == supplier_id)).all()


def offers_of_product(product_id: int) -> Sequence[Any]:
    """Return `id` and the supplier's `name` of every offer of a product, on the shelf or not."""
    stmt = select(Offer.id, Supplier.name).join(Supplier, Supplier.id == Offer.supplier_id)
    return session.execute(stmt.where(Offer.product_id == product_id).order_by(Offer.id)).all()


def supplier_of_offer(offer_id: int) -> int | None:
    """Return whose offer this is; None for no offer."""
    return session.scalar(select(Offer.supplier_id).where(Offer.id == offer_id))
