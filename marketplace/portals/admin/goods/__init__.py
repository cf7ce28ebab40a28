"""What is sold and how it is described: the tree, its attributes, products, reviews."""

from marketplace.portals.admin.goods import attributes, categories, products, reviews

__all__ = ["attributes", "categories", "products", "reviews"]
