from tests import cast
from tests.house.table import PUBLIC, Stage, row


def _slug(stage: Stage) -> dict[str, object]:
    return {"slug": stage.shelf.product.slug}


def _category(_: Stage) -> dict[str, object]:
    return {"slug": cast.category("cooling").slug}


ROWS = [
    row("GET", "storefront.home", **PUBLIC),
    row("GET", "storefront.recent", **PUBLIC),
    row("GET", "storefront.categories", **PUBLIC),
    row("GET", "storefront.category", args=_category, **PUBLIC),
    row("GET", "storefront.feed", args=_category, **PUBLIC),
    row("GET", "storefront.search", **PUBLIC),
    row("GET", "storefront.suggestions", **PUBLIC),
    row("GET", "storefront.product", args=_slug, **PUBLIC),
    row("GET", "storefront.compare", **PUBLIC),
    row("GET", "storefront.sitemap", **PUBLIC),
    row("GET", "storefront.sitemap_pages", **PUBLIC),
    row(
        "GET", "storefront.sitemap_products", args=lambda s: {"part": s.shelf.product.id // 10_000}, **PUBLIC
    ),
]
