"""Staff keep somebody from selling, say why in the seller's language, and let them sell again."""

from __future__ import annotations

from marketplace.domains.accounts.models import Person
from marketplace.foundation.db import session
from marketplace.foundation.outbox import OutboxFact
from marketplace.journeys.reactions import react
from tests import cast
from tests.client import Client
from tests.factories import used
from tests.portals.admin.test_moderation import moderator, state_of, used_seller_who_is, waiting


def react_to_all() -> None:
    session.rollback()
    react([row.id for row in session.query(OutboxFact).filter(OutboxFact.done_at.is_(None))])


def test_a_seller_is_suspended_from_the_desk_told_why_and_let_back(client: Client) -> None:
    row = waiting()
    mei = session.get_one(Person, row.seller_id)
    shown = used.listing(of=mei)
    ada = moderator(client)
    page = client.get(f"/admin/moderation/{row.number}").click("How they stand, suspend them")
    page = page.says("No strikes.", "0 of 3 until suspended")
    page.form(button="Suspend").fill(usual="", why="").submit("Suspend").is_(422).says("Say why")
    why = "You asked buyers to meet or pay elsewhere."
    page = (
        page.form(button="Suspend")
        .fill(usual=why)
        .submit("Suspend")
        .says("cannot sell now", why, ada.display_name)
    )
    assert [state_of(one) for one in (row, shown)] == ["withheld", "withheld"]
    react_to_all()
    theirs = client.another(mei)
    theirs.get("/account/inbox?lang=zh").says("你要求买家站外联系或付款。")
    theirs.get("/account/standing?lang=zh").says("你要求买家站外联系或付款。", "你仍可购买")
    theirs.get("/sell/?lang=zh").says("暂停展示")
    page.form(button="Let back in").fill(usual="It was our mistake.").submit("Let back in").says(
        "no longer keep"
    )
    assert [state_of(one) for one in (row, shown)] == ["submitted", "published"]


def test_whoever_moderates_suspends_not_themselves(client: Client) -> None:
    ada = used_seller_who_is(moderator(client))
    address = f"/admin/sellers/{ada.id}"
    client.get(address).says("Somebody else has to decide").hides("Suspend this seller")
    client.post(f"{address}/suspension", {"why": "Fun"}).is_(422)
    client.get(f"/admin/sellers/{cast.person('Bo').id}").is_(404)


def test_the_overview_names_the_queues_of_whoever_looks(client: Client) -> None:
    waiting()
    moderator(client)
    page = client.get("/admin/").is_(200)
    page.says("Moderation 1", "Edits that wait", "Reports", "Appeals").hides(
        "Real names", "Nothing here waits"
    )
