"""Photos that show what is wrong: they hang on what somebody said, and both sides and staff see them."""

from flask.typing import ResponseReturnValue

from marketplace.domains.accounts.models import Person
from marketplace.domains.aftersales.cases.queries import get_entry, side_of
from marketplace.domains.aftersales.states import CASE
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Missing, Stale
from marketplace.journeys.photos.take import take
from marketplace.journeys.photos.tidy import tidy
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.cases.show import case_page, holder_of, mine, to_case
from marketplace.web import access, media, uploads

CASES = "cases"  # the permission of staff who decide


@portal.post("/cases/<number>/entries/<int:entry_id>/photos")
@access.signed_in
def case_photos(number: str, entry_id: int) -> ResponseReturnValue:
    """Take photos in for one's own entry; each is on its own."""
    with door():
        _own(number, entry_id)
    actor, me = access.as_buyer(), access.me().id
    refused = uploads.take_each(
        lambda upload: take(
            owner_id=me,
            purpose="case",
            holder=holder_of(entry_id),
            data=upload.data,
            name=upload.name,
            allowed=lambda: _own(number, entry_id),
            actor=actor,
            at=clock.now(),
        )
    )
    if refused:
        return case_page(mine(number), refused=refused), 422
    return to_case(number)


@portal.post("/cases/<number>/entries/<int:entry_id>/photos/<token>")
@access.signed_in
def tidy_case_photo(number: str, entry_id: int, token: str) -> ResponseReturnValue:
    """Move a photo of one's own entry, or take it off."""
    _own(number, entry_id)
    tidy(holder=holder_of(entry_id), token=token, act=uploads.act(), actor=access.as_buyer(), at=clock.now())
    return to_case(number, uploads.spot(token))


@media.room("case_entry")
def sides(entry_id: int, person: Person) -> bool:
    """Let both sides of a case, and the staff who decide, see its photos."""
    try:
        _entry, _case, order = get_entry(entry_id)
    except Missing:
        return False
    return bool(side_of(order, person.id)) or access.may(CASES)


def _own(number: str, entry_id: int) -> None:
    """Refuse an entry that is not one's own (Missing), or whose case is closed (Stale)."""
    entry, case, order = get_entry(entry_id)
    me = access.me().id
    if case.number != number or entry.author_id != me or not side_of(order, me):
        raise Missing
    if case.state == "closed":
        raise Stale(CASE.sentences["closed"])
