"""Second-hand deals: a listing is for all, an offer for its two sides, an order for its buyer or its seller."""

from tests.house.stages.deals import (
    PARCEL,
    accepted,
    brought,
    code,
    offered,
    offering,
    on_shelf,
    purchase,
    selling,
    sold,
    to_send,
    to_sign_off,
)
from tests.house.table import MEMBERS, MEMBERS_SEE_OTHER, OWNERS, OWNERS_SEE_OTHER, PUBLIC, SEE_OTHER, row

# There is one of it: who comes first has it, the others are told.
FIRST_COME = {**MEMBERS_SEE_OTHER, **dict.fromkeys(("rival", "clerk", "admin", "worker"), 409)}

ROWS = [
    row("GET", "storefront.used_listing", args=on_shelf, **PUBLIC),
    row("POST", "storefront.propose", args=on_shelf, data={"amount": "700"}, **MEMBERS_SEE_OTHER),
    row("GET", "storefront.purchase", args=on_shelf, **MEMBERS),
    row("POST", "storefront.buy", args=on_shelf, data=purchase, **FIRST_COME),
    row("POST", "storefront.accept_offer", args=offered, **OWNERS_SEE_OTHER),
    row("POST", "storefront.decline_offer", args=offered, **OWNERS_SEE_OTHER),
    row("POST", "storefront.withdraw_offer", args=offering, **OWNERS_SEE_OTHER),
    row("GET", "storefront.counter_form", args=offered, **OWNERS),
    row("POST", "storefront.counter_offer", args=offered, data={"amount": "850"}, **OWNERS_SEE_OTHER),
    row("GET", "storefront.doorstep", args=brought, **PUBLIC),
    row("POST", "storefront.hand_to_buyer", args=brought, data=code, **SEE_OTHER),
    row("POST", "storefront.sign_off", args=to_sign_off, **OWNERS_SEE_OTHER),
    row("GET", "account.proposals", **MEMBERS),
    row("GET", "seller.proposals", **MEMBERS),
    row("GET", "seller.orders", **MEMBERS),
    row("GET", "seller.order", args=sold, **OWNERS),
    row("POST", "seller.accept", args=sold, **OWNERS_SEE_OTHER),
    row("GET", "seller.cancellation", args=sold, **OWNERS),
    row("POST", "seller.cancel", args=sold, **OWNERS_SEE_OTHER),
    row("GET", "seller.shipment", args=to_send, **OWNERS),
    row("POST", "seller.send", args=to_send, data=PARCEL, **OWNERS_SEE_OTHER),
    row("GET", "seller.handover", args=accepted, **OWNERS),
    row("POST", "seller.hand_over", args=accepted, data=code, **OWNERS_SEE_OTHER),
    row("GET", "seller.balance", **MEMBERS),
    row("POST", "seller.ask_payout", args=selling, data={"amount": "1"}, **{**OWNERS, "owner": 422}),
    row("POST", "seller.connect", args=selling, **{**OWNERS, "owner": 503}),
    row("GET", "seller.connected", args=selling, **OWNERS_SEE_OTHER),
]
