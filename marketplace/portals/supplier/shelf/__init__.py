"""What a supplier sells: offers, new products, stock, warehouses, files of many."""

from marketplace.portals.supplier.shelf import (
    import_files,
    imports,
    new_offers,
    offers,
    photos,
    products,
    stock,
    warehouses,
)

__all__ = ["import_files", "imports", "new_offers", "offers", "photos", "products", "stock", "warehouses"]
