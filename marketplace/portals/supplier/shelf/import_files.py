"""The files around an import: the template to fill in, and the rows that were refused."""

from flask import Response, request
from flask_babel import gettext as _

from marketplace.domains.catalog.reading.coolspot import ATTRIBUTE, HEADER, OPTIONAL
from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.shelf.imports import mine
from marketplace.web.csv_file import csv_file
from marketplace.web.row_errors import sentence_of

FIRST = ("category", "brand", "model", "price")
EXAMPLE = {
    "brand": "Haier", "model": "BCD-206STPA", "price": "2899.00", "title_en": "", "title_zh": "",
    "manual": "https://www.example.com/manuals/bcd-206stpa.pdf", "sku": "HA-206",
    "cost_price": "2300.00", "shipping": "0", "stock": "20", "warranty_months": "36", "delivery_days": "3",
}  # fmt: skip


@portal.get("/imports/template.csv")
def import_template() -> Response:
    """Answer an empty table with one example row; `category` adds the attributes of that category."""
    tree = atlas()
    leaves = [leaf for above in tree.departments for leaf in tree.leaves(above.id)]
    asked = request.args.get("category")
    leaf = next((leaf for leaf in leaves if leaf.slug == asked), leaves[0] if leaves else None)
    codes = tree.measures_of(leaf.id) if leaf else {}
    columns = [
        *FIRST,
        *(name for name in OPTIONAL if name not in HEADER),
        *(ATTRIBUTE + code for code in codes),
    ]
    example = {**EXAMPLE, "category": leaf.slug if leaf else ""}
    return csv_file("coolspot-template.csv", columns, [[example.get(column, "") for column in columns]])


@portal.get("/imports/<number>/errors.csv")
def import_errors(number: str) -> Response:
    """Answer the refused rows, with what was wrong."""
    batch = mine(number)
    rows = [(error["row"], error["field"], error["value"], sentence_of(error)) for error in batch.errors]
    header = (_("Row"), _("Column"), _("Value"), _("What is wrong"))
    return csv_file(f"coolspot-{batch.number}-errors.csv", header, rows)


portal.add_app_template_filter(sentence_of, "row_error")
