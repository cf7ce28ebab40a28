"""A reported conversation as staff read it: all that was written, and who looked before."""

from flask import render_template, request

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.messaging.queries import MOST_SHOWN, messages_in
from marketplace.domains.photos.queries import photos_by_id
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.history import history_of
from marketplace.journeys.supporting.look_at_conversation import look_at_conversation
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.moderation.verdict import MODERATE
from marketplace.web import access
from marketplace.web.access import needs


@portal.get("/conversations/<number>")
@needs(MODERATE)
def reported_conversation(number: str) -> str:
    """Show a conversation, and write down who looked: this reading commits."""
    with door():
        talk = look_at_conversation(number=number, actor=access.as_admin(), at=clock.now())
        key, two = talk.id, {talk.buyer_id, talk.seller_id}
    rows = messages_in(key, before=desk.number("before"))
    looks = history_of([("conversation", key)])
    return render_template(
        "admin/conversations/show.html",
        number=number,
        rows=rows,
        more=len(rows) == MOST_SHOWN,
        older="before" in request.args,
        photos=photos_by_id([row.photo_id for row in rows if row.photo_id is not None]),
        people={**people_by_id(two), **desk.actors_of(looks)},
        two=sorted(two),
        looks=looks,
    )
