"""The seller portal: the first page is for all, a listing is its seller's, and everybody may begin one."""

from tests.factories.pictures import jpeg
from tests.house.stages.seller import (
    BOUGHT,
    CONDITION,
    HANDOVER,
    PRICE,
    bought,
    draft,
    edit,
    edited,
    hung,
    published,
    submitted,
    what,
)
from tests.house.table import MEMBERS, MEMBERS_SEE_OTHER, OWNERS, OWNERS_SEE_OTHER, PUBLIC, row

FORMS = {"what": what, "condition": CONDITION, "price": PRICE, "handover": HANDOVER}

ROWS = [
    row("GET", "seller.home", **PUBLIC),
    row("GET", "seller.new_listing", **MEMBERS),
    row("GET", "seller.listing_matches", **MEMBERS),
    row("POST", "seller.start", data=lambda s: {"product": s.shelf.product.slug}, **MEMBERS_SEE_OTHER),
    row("GET", "seller.listing", args=draft, **OWNERS),
    row("GET", "seller.listing_earning", args=draft, **OWNERS),
    *(row("GET", f"seller.listing_{name}", args=draft, **OWNERS) for name in FORMS),
    *(row("POST", f"seller.save_{n}", args=draft, data=form, **OWNERS_SEE_OTHER) for n, form in FORMS.items()),
    *(row("POST", f"seller.keep_{n}", args=draft, data=form, **OWNERS) for n, form in FORMS.items()),
    row("GET", "seller.bought_here", args=bought, **OWNERS),
    row("POST", "seller.save_bought_here", args=bought, data=BOUGHT, **OWNERS_SEE_OTHER),
    row("GET", "seller.listing_photos", args=draft, **OWNERS),
    row(
        "POST", "seller.add_listing_photos", args=draft, data=lambda _: {"photos": (jpeg(), "fridge.jpg")},
        **OWNERS_SEE_OTHER,
    ),
    row("POST", "seller.tidy_listing_photo", args=hung, data={"act": "up"}, **OWNERS_SEE_OTHER),
    row("POST", "seller.submit", args=draft, **OWNERS_SEE_OTHER),
    row("POST", "seller.withdraw_listing", args=submitted, **OWNERS_SEE_OTHER),
    row("POST", "seller.unpublish", args=published, **OWNERS_SEE_OTHER),
    row("DELETE", "seller.unpublish", args=published, **OWNERS_SEE_OTHER),
    row("POST", "seller.remove_listing", args=draft, **OWNERS_SEE_OTHER),
    row("GET", "seller.edit_form", args=published, **OWNERS),
    row("POST", "seller.ask_edit", args=published, data=edit, **OWNERS_SEE_OTHER),
    row("POST", "seller.withdraw_edit", args=edited, **OWNERS_SEE_OTHER),
]  # fmt: skip
