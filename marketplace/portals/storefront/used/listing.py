"""A listing's page: what it is, how it is, who sells it, and what can be done about it now."""

from flask import render_template

from marketplace.domains.haggling.wishes.queries import is_kept
from marketplace.foundation.money import settlement_currency
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.browse.page import QuestionForm, json_ld, sight_of
from marketplace.portals.storefront.browse.words import place_words
from marketplace.portals.storefront.used.deal import deal_of, get_offer, way_costs, way_names
from marketplace.portals.storefront.used.forms import ProposalForm
from marketplace.web import access
from marketplace.web.pagecache import public_page


@portal.get("/second-hand/<number>")
@public_page
def used_listing(number: str) -> str:
    """Show a listing to everybody."""
    return show(number)


def show(number: str, form: ProposalForm | None = None, *, question: QuestionForm | None = None) -> str:
    """Render a listing's page around an offer or a question somebody writes."""
    found, seller, who = get_offer(number)
    person, sight, name = access.current_person(), sight_of(found), seller.company_name or who.display_name
    return render_template(
        "storefront/used/show.html",
        listing=found,
        sight=sight,
        deal=deal_of(found, person),
        form=form or ProposalForm.of(found),
        question=question or QuestionForm(),
        seller=seller,
        seller_name=name,
        place=place_words(found.province, found.city),
        ways=way_names(),
        costs=way_costs(found),
        kept=person is not None and is_kept(found.id, person_id=person.id),
        is_own=person is not None and person.id == found.seller_id,
        json_ld=json_ld(sight, name, is_company=bool(seller.company_name)),
        currency=settlement_currency(),
    )
