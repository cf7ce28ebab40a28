"""What is sold and how it is described: the tree, its attributes, products, imports, recalls, reviews."""

from marketplace.portals.admin.goods import (
    attributes,
    categories,
    imports,
    manual,
    photos,
    products,
    recalls,
    reviews,
)

__all__ = ["attributes", "categories", "imports", "manual", "photos", "products", "recalls", "reviews"]
