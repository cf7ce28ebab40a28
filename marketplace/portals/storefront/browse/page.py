"""What a listing's page shows beside how to buy it: condition, history, seller, questions, what is like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from marketplace.domains.catalog.tree.atlas import Atlas, Node, atlas, describe
from marketplace.domains.catalog.tree.offered import offered
from marketplace.domains.haggling.asking.ask import LONGEST
from marketplace.domains.haggling.asking.queries import questions_of
from marketplace.domains.inventory.units.story import Story, story_of
from marketplace.domains.listings.checklists import PARTS, Item, checklist_of
from marketplace.domains.listings.queries import holder_of
from marketplace.domains.listings.search.shelf import like
from marketplace.domains.listings.sizes import Kind
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation import money
from marketplace.portals.storefront.browse.cards import used_cards
from marketplace.portals.storefront.browse.words import age_words, defect_name
from marketplace.portals.storefront.shelf.facts import fact_text, label_of, yearly_cost
from marketplace.web import formats
from marketplace.web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marketplace.domains.haggling.models import Question
    from marketplace.domains.listings.models import Listing
    from marketplace.domains.photos.models import Photo
    from marketplace.portals.storefront.browse.cards import UsedCard

ALIKE = 6
SHOWN_OF_SERIAL = 3
USED = "https://schema.org/UsedCondition"


class QuestionForm(Form):
    """What somebody wants to know."""

    words = TextAreaField(
        _l("Your question"),
        description=_l("Everybody can read it, and the answer."),
        validators=[Length(max=LONGEST, message=_l("Keep it under %(max)d characters."))],
        render_kw={"rows": 2, "maxlength": LONGEST},
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """A listing as everybody sees it."""

    listing: Listing
    kind: str  # a drawing's name
    trail: list[tuple[str, str]]
    photos: list[Photo]
    checklist: Sequence[Item]
    defects: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    energy: dict[str, Any] | None
    saved: int  # hundredths of a per cent below the new price
    story: Story
    serial: str
    questions: Sequence[Question]
    alike: list[UsedCard]

    @property
    def age(self) -> str:
        return age_words(self.listing.made_on)


def sight_of(listing: Listing) -> Sight:
    """Return what everybody sees of a listing, in four statements."""
    tree = atlas()
    node = tree.nodes.get(listing.category_id or 0)
    others = like(listing, size=ALIKE)
    own = holder_of(listing.id)
    hung = photos_of([own, *(holder_of(row.id) for row in others)], shown=True)
    faces = {row.id: photos[0].token for row in others if (photos := hung[holder_of(row.id)])}
    story = story_of(listing.unit_id)
    new_price = listing.new_price or 0
    return Sight(
        listing=listing,
        kind=node.drawing if node else "generic",
        trail=_trail(listing, node),
        photos=hung[own],
        checklist=_checklist(tree, node),
        defects=_defects(listing),
        facts=_facts(tree, listing),
        energy=_energy(tree, listing, node),
        saved=(new_price - listing.price) * 10_000 // new_price if new_price > listing.price else 0,
        story=story,
        serial=masked(story.unit.serial if story.unit else listing.serial),
        questions=questions_of(listing.id),
        alike=used_cards(others, tree, faces=faces),
    )


def masked(serial: str) -> str:
    """Return the end of a serial number: whoever stands before the appliance can compare, nobody else can use it."""
    return f"…{serial[-SHOWN_OF_SERIAL:]}" if len(serial) > SHOWN_OF_SERIAL * 2 else ""


def _trail(listing: Listing, node: Node | None) -> list[tuple[str, str]]:
    found = [(_("Second-hand"), url_for("storefront.second_hand"))]
    if node is not None:
        found.append((formats.local(node.name), f"{found[0][1]}?in={node.slug}"))
    return [*found, (listing.model or listing.title, "")]


def _checklist(tree: Atlas, node: Node | None) -> Sequence[Item]:
    if node is None or node.parent_id is None:
        return ()
    return checklist_of(Kind(node.id, node.parent_id, node.slug, tree.department_of(node).slug))


def _defects(listing: Listing) -> list[tuple[str, str]]:
    return [(defect_name(one["kind"]), one.get("words", "")) for one in listing.defects.get("list", [])]


def _facts(tree: Atlas, listing: Listing) -> list[tuple[str, str]]:
    known = describe(tree.measures_of(listing.category_id or 0), listing.attributes)
    named = [(_("Brand"), listing.brand), (_("Model"), listing.model)]
    return [(name, value) for name, value in named if value] + [
        (label_of(measure), fact_text(measure, value)) for measure, value in known
    ]


def _energy(tree: Atlas, listing: Listing, node: Node | None) -> dict[str, Any] | None:
    """Return what the energy strip shows; None when its use is not known, or nobody will run it."""
    kwh = listing.energy_kwh_year
    if kwh is None or node is None or listing.grade == PARTS:
        return None
    low, high = offered(tree, node.id).energy_range
    return {
        "value": round(kwh),
        "low": round(min(low or kwh, kwh)),
        "high": round(max(high or kwh, kwh)),
        "grade": listing.attributes.get("grade"),
        "cost": yearly_cost(kwh),
    }


def json_ld(sight: Sight, seller: str, *, is_company: bool) -> dict[str, Any]:
    """Return the listing as schema.org says it, for search engines."""
    own, listing = current_app.config["SETTINGS"].own_url, sight.listing
    url = f"{own}/second-hand/{listing.number}"
    who = {"@type": "Organization" if is_company else "Person", "name": seller}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": listing.title,
        "brand": {"@type": "Brand", "name": listing.brand},
        "model": listing.model,
        "sku": listing.number,
        "itemCondition": USED,
        "url": url,
        "offers": {**_offer_ld(listing), "url": url, "seller": who},
    }
    if listing.made_on is not None:
        data["productionDate"] = listing.made_on.isoformat()
    if sight.photos:
        data["image"] = [f"{own}/media/{one.token}/{max(map(int, one.sizes))}.jpg" for one in sight.photos]
    return data


def _offer_ld(listing: Listing) -> dict[str, str]:
    currency = current_app.config["SETTINGS"].currency
    return {
        "@type": "Offer",
        "price": money.plain(listing.price, currency),
        "priceCurrency": currency,
        "itemCondition": USED,
        "availability": f"https://schema.org/{'InStock' if listing.state == 'published' else 'SoldOut'}",
    }
