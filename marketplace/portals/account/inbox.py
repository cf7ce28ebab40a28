"""What a person was told."""

from collections.abc import Iterable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.domains.notifications.mark_read import mark_all_read, mark_read
from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.queries import list_notices
from marketplace.domains.notifications.speak import speak
from marketplace.foundation import clock
from marketplace.portals.account import portal
from marketplace.web import access, htmx, languages, links


@portal.get("/inbox")
def inbox() -> ResponseReturnValue:
    """Show a page of notices, in the page's language."""
    page = list_notices(access.me().id, request.args.get("after"))
    said = [(notice, speak(notice.kind, notice.params, languages.current())) for notice in page.rows]
    return render_template("account/inbox/list.html", said=said, page=page, has_unread=_has_unread(page.rows))


@portal.post("/inbox/<int:notice_id>/reading")
def notice_reading(notice_id: int) -> ResponseReturnValue:
    """Mark one as read and go where it leads."""
    notice = mark_read(person_id=access.me().id, notice_id=notice_id, at=clock.now())
    return htmx.see_other(links.safe_next(notice.link, url_for("account.inbox")))


@portal.post("/inbox/reading")
def inbox_reading() -> ResponseReturnValue:
    """Mark all that was shown as read."""
    newest = request.form.get("up_to", type=int)
    if newest is not None and 0 < newest < 2**63:
        mark_all_read(person_id=access.me().id, up_to=newest, at=clock.now())
    return htmx.see_other(url_for("account.inbox"))


def _has_unread(rows: Iterable[Notice]) -> bool:
    return any(row.read_at is None for row in rows)
