"""What is sold and how it is described: the tree, its attributes, products, imports, reviews."""

from marketplace.portals.admin.goods import attributes, categories, imports, products, reviews

__all__ = ["attributes", "categories", "imports", "products", "reviews"]
