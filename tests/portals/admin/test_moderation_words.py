"""What a moderator reads of a listing is words, and what they ticked and typed stays when they forgot something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.foundation import clock
from tests import cast
from tests.factories import used

if TYPE_CHECKING:
    from tests.client import Client


def test_a_listing_in_chinese_and_a_tick_that_stays(client: Client) -> None:
    flaws = {"list": [{"kind": "scratch", "words": "Left side", "photo": ""}]}
    row = used.draft(
        of=used.seller(), state="submitted", submitted_at=clock.now(), grade="good", defects=flaws
    )
    client.as_(cast.admin(permissions=("moderate",)))
    page = client.get(f"/admin/moderation/{row.number}?lang=zh")
    page.says("划痕 Left side", f"编号 {row.number}", "八成新", "已提交", "所在地").hides("scratch")
    page = client.post("/admin/moderation", {"id": [row.id], "verdict": "ask", "words": ""}).is_(422)
    assert page.one("input", type="checkbox", value=str(row.id)).get("checked") is not None
    said = {"verdict": "ask", "reason": "photos"}
    client.post(f"/admin/moderation/{row.number}", said).is_(200)
    client.get(f"/admin/moderation/{row.number}").says("“The photos do not show enough.").hides("“photos”")
