"""Cases and opinions: for the two sides of an order, and the staff who decide."""

from tests.house.stages.cases import (
    CASE,
    OPINION,
    PARCEL,
    WORDS,
    against,
    arrived,
    done,
    entry,
    of_supplier,
    opened,
    returning,
    sent_back,
    shown,
)
from tests.house.table import MEMBERS, OWNERS, OWNERS_SEE_OTHER, WORKERS, row

ROWS = [
    row("GET", "storefront.cases", **MEMBERS),
    row("GET", "storefront.case_form", args=arrived, **OWNERS),
    row("POST", "storefront.open_case", args=arrived, data=CASE, **OWNERS_SEE_OTHER),
    row("GET", "storefront.case", args=opened, **OWNERS),
    row("GET", "storefront.case", args=against, **OWNERS),
    row("GET", "storefront.case", args=of_supplier, **{**OWNERS, "worker": 200}),
    row("POST", "storefront.case_entry", args=opened, data=WORDS, **OWNERS_SEE_OTHER),
    row("POST", "storefront.case_entry", args=of_supplier, data=WORDS, **{**OWNERS_SEE_OTHER, "worker": 303}),
    row("POST", "storefront.case_agreement", args=against, **OWNERS_SEE_OTHER),
    row("POST", "storefront.case_agreement", args=opened, **{**OWNERS, "owner": 404}),
    row("POST", "storefront.case_escalation", args=opened, **OWNERS_SEE_OTHER),
    row("POST", "storefront.case_withdrawal", args=opened, **OWNERS_SEE_OTHER),
    row("POST", "storefront.case_return", args=returning, data=PARCEL, **OWNERS_SEE_OTHER),
    row("POST", "storefront.case_return_receipt", args=sent_back, **OWNERS_SEE_OTHER),
    row("POST", "storefront.case_return_objection", args=sent_back, data=WORDS, **OWNERS_SEE_OTHER),
    row("POST", "storefront.case_photos", args=entry, **{**OWNERS, "owner": 422}),
    row("POST", "storefront.tidy_case_photo", args=shown, data={"act": "off"}, **OWNERS_SEE_OTHER),
    row("GET", "storefront.opinion_form", args=done, **OWNERS),
    row("POST", "storefront.write_opinion", args=done, data=OPINION, **OWNERS_SEE_OTHER),
    row("GET", "seller.cases", **MEMBERS),
    row("GET", "supplier.cases", **WORKERS),
]
