"""Messages between a buyer and a seller: the list, one conversation, and who is not to be heard."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from marketplace.domains.accounts.queries import get_person
from marketplace.domains.listings.models import Listing
from marketplace.domains.messaging import queries
from marketplace.domains.messaging.block import block
from marketplace.domains.messaging.models import Conversation
from marketplace.domains.messaging.write import LONGEST, see
from marketplace.domains.photos.queries import photos_by_id
from marketplace.foundation import clock
from marketplace.foundation.contacts import hide_part
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from marketplace.journeys.chatting.say import say
from marketplace.journeys.chatting.start_conversation import start_conversation
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.used.listing import show
from marketplace.web import access, htmx, limits
from marketplace.web.forms import Form, ReplayField
from marketplace.web.languages import say as say_in_page

LARGEST_ID = 2**62


class MessageForm(Form):
    words = TextAreaField(
        _l("Message"),
        validators=[Length(max=LONGEST)],
        render_kw={"rows": 2, "maxlength": LONGEST, "autocomplete": "off"},
    )
    replay_key = ReplayField()


@portal.get("/messages")
@access.signed_in
def messages() -> str:
    """Show one's conversations, the newest first."""
    page = queries.conversations_of(access.me().id, cursor=request.args.get("cursor"))
    conversations = [row.Conversation for row in page.rows]
    return render_template(
        "storefront/messages/list.html",
        page=page,
        shown=[_shown(row.words, hides=row.hides, dealt=row.Conversation.dealt_at) for row in page.rows],
        listings=_listings(conversations),
        blocked=queries.blocked_by(access.me().id),
    )


@portal.post("/second-hand/<number>/messages")
@access.signed_in
@limits.limited("30 per hour", by=limits.by_account)
def messages_start(number: str) -> ResponseReturnValue:
    """Open the conversation about a listing; why it cannot be is said on the listing's page."""
    try:
        opened = start_conversation(listing_number=number, buyer_id=access.me().id, at=clock.now())
    except Refused as no:
        flash(say_in_page(no.sentence, **no.params), "bad")
        return show(number), 422
    return htmx.see_other(url_for("storefront.conversation", number=opened.number))


@portal.get("/messages/<number>")
@access.signed_in
def conversation(number: str) -> ResponseReturnValue:
    """Show a conversation, and note that it was seen; asked again every few seconds while it is open."""
    found = queries.get_conversation(number, person_id=access.me().id)
    fragment = htmx.is_fragment()
    page = make_response(
        render_template(
            "storefront/messages/_messages.html" if fragment else "storefront/messages/show.html",
            **view(found, MessageForm()),
        )
    )
    with door():  # what was shown is read, also by a page that only reads
        see(conversation=found, person_id=access.me().id, until=found.last_id)
    return page


@portal.post("/messages/<number>")
@access.signed_in
def message(number: str) -> ResponseReturnValue:
    """Write a message."""
    found = queries.get_conversation(number, person_id=access.me().id)
    form = MessageForm()
    if form.validate_on_submit():
        try:
            say(
                conversation=found,
                author_id=access.me().id,
                words=form.words.data or "",
                key=form.replay_key.data,
                at=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            return htmx.see_other(url_for("storefront.conversation", number=number, _anchor="write"))
    return render_template("storefront/messages/show.html", **view(found, form)), 422


@portal.post("/messages/<number>/block")
@access.signed_in
def messages_block(number: str) -> ResponseReturnValue:
    """Hear no more from the other."""
    found = queries.get_conversation(number, person_id=access.me().id)
    block(person_id=access.me().id, blocked_id=_other(found), at=clock.now())
    flash(_("Blocked. You hear no more from each other; orders under way run on."), "info")
    return htmx.see_other(url_for("storefront.conversation", number=number))


def view(found: Conversation, form: MessageForm, refused: Sequence[str] = ()) -> dict[str, Any]:
    before = request.args.get("before", "")
    until = min(int(before), LARGEST_ID) if before.isascii() and before.isdigit() else None
    rows = queries.messages_in(found.id, before=until)
    other = get_person(_other(found))
    return {
        "conversation": found,
        "rows": [(row, _shown(row.words, hides=row.hides, dealt=found.dealt_at)) for row in rows],
        "photos": photos_by_id([row.photo_id for row in rows if row.photo_id is not None]),
        "more": len(rows) == queries.MOST_SHOWN,
        "older": until is not None,
        "listing": _listings([found]).get(found.id),
        "other": other,
        "me": access.me().id,
        "is_blocked": queries.has_blocked(access.me().id, other.id),
        "form": form,
        "refused": refused,
    }


def _other(found: Conversation) -> int:
    return found.seller_id if found.buyer_id == access.me().id else found.buyer_id


def _shown(words: str, *, hides: bool, dealt: object) -> str:
    """Return what the two may read: before a deal without ways to meet elsewhere."""
    return hide_part(words) if hides and dealt is None else words


def _listings(found: Sequence[Conversation]) -> Mapping[int, Listing]:
    """Return conversation id → the listing it is about."""
    ids = {row.id: int(row.subject.partition(":")[2]) for row in found if row.subject.startswith("listing:")}
    if not ids:
        return {}
    rows = {row.id: row for row in session.query(Listing).filter(Listing.id.in_(ids.values()))}
    return {key: rows[listing_id] for key, listing_id in ids.items() if listing_id in rows}
