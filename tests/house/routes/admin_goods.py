"""The back office's tree, products, imports and reviews."""

from tests.house.stages.admin import ATTRIBUTE, CATEGORY, WHY, a_category, a_review, an_attribute, an_import
from tests.house.stages.pictures import a_judgement, a_product
from tests.house.stages.seller import RECALL, a_recall
from tests.house.table import ADMINS, ADMINS_SEE_OTHER, row

ROWS = [
    row("GET", "admin.catalog", **ADMINS),
    row("GET", "admin.category_new", **ADMINS),
    row("POST", "admin.category_new", data=CATEGORY, **ADMINS_SEE_OTHER),
    row("GET", "admin.category", args=a_category, **ADMINS),
    row("POST", "admin.category", args=a_category, data=CATEGORY, **ADMINS_SEE_OTHER),
    row("POST", "admin.category_visibility", args=a_category, data={"shown": "0"}, **ADMINS_SEE_OTHER),
    row("GET", "admin.attribute_new", args=a_category, **ADMINS),
    row("POST", "admin.attribute_new", args=a_category, data=ATTRIBUTE, **ADMINS_SEE_OTHER),
    row("GET", "admin.attribute", args=an_attribute, **ADMINS),
    row("POST", "admin.attribute", args=an_attribute, data=ATTRIBUTE, **ADMINS_SEE_OTHER),
    row("POST", "admin.attribute_end", args=an_attribute, **ADMINS_SEE_OTHER),
    row("GET", "admin.products", **ADMINS),
    row(
        "POST",
        "admin.products_visibility",
        data=lambda s: {"id": s.shelf.product.id, "verb": "hide", "why": "recalled"},
        **ADMINS_SEE_OTHER,
    ),
    row("POST", "admin.products_undo", **ADMINS_SEE_OTHER),
    row("GET", "admin.product_photos", args=a_product, **ADMINS),
    row("POST", "admin.judge_photos", args=a_product, data=a_judgement, **ADMINS_SEE_OTHER),
    row("GET", "admin.product_manual", args=a_product, **ADMINS),
    row("POST", "admin.product_manual_set", args=a_product, data={"manual": ""}, **ADMINS_SEE_OTHER),
    row("GET", "admin.imports", **ADMINS),
    row("GET", "admin.import_", args=an_import, **ADMINS),
    row("GET", "admin.import_progress", args=an_import, **{**ADMINS, "admin": 286}),
    row("GET", "admin.recalls", **ADMINS),
    row("GET", "admin.add_recall", **ADMINS),
    row("POST", "admin.add_recall", data=RECALL, **ADMINS_SEE_OTHER),
    row("POST", "admin.finish_recall", args=a_recall, **ADMINS_SEE_OTHER),
    row("GET", "admin.reviews", **ADMINS),
    row("POST", "admin.review_visibility", args=a_review, data={**WHY, "verb": "hide"}, **ADMINS_SEE_OTHER),
]
