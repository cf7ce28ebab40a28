"""A listing's page: what it is, how it is, who sells it, and what can be done about it now."""

from flask import render_template

from marketplace.domains.listings.checklists import checklist_of
from marketplace.domains.listings.queries import kind_of
from marketplace.domains.orders.reading.payees import seller_face
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation.money import settlement_currency
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.used.deal import deal_of, get_listing, looks_of, way_costs, way_names
from marketplace.portals.storefront.used.forms import ProposalForm
from marketplace.web import access
from marketplace.web.pagecache import public_page


@portal.get("/second-hand/<number>")
@public_page
def used_listing(number: str) -> str:
    """Show a listing to everybody."""
    found = get_listing(number)
    return show(number, ProposalForm.of(found))


def show(number: str, form: ProposalForm) -> str:
    """Render a listing's page around an offer somebody writes."""
    found, person = get_listing(number), access.current_person()
    kind = kind_of(found.category_id)
    return render_template(
        "storefront/used/show.html",
        listing=found,
        deal=deal_of(found, person),
        form=form,
        looks=looks_of(found),
        photos=photos_of([f"listing:{found.id}"], shown=True)[f"listing:{found.id}"],
        checklist=checklist_of(kind) if kind else (),
        face=seller_face(found.seller_id),
        ways=way_names(),
        costs=way_costs(found),
        currency=settlement_currency(),
    )
