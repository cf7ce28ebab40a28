"""Reports once a person, never on one's own; strikes that end, suspend, can be appealed; nobody judges themselves."""

from __future__ import annotations

from sqlalchemy import select

from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.support.models import Appeal, Report, Strike
from marketplace.foundation import outbox
from marketplace.foundation.db import session
from marketplace.journeys.reactions import react
from tests import cast
from tests.client import Client
from tests.factories import used
from tests.factories.talking import talk


def told() -> None:
    session.rollback()
    react(list(session.scalars(select(outbox.OutboxFact.id).where(outbox.OutboxFact.done_at.is_(None)))))


def test_a_report_is_upheld_taken_down_struck_and_told(client: Client) -> None:
    ming, mei, ada = cast.person(), used.seller(), cast.admin(permissions=("moderate",))
    row = used.listing(of=mei, title="Fridge of fraud")
    client.as_(ming)
    page = client.get(f"/reports/listing/{row.number}").says("What is not right?")
    page.form(button="Send the report").submit("Send the report").is_(422)
    for _ in range(2):
        client.post(
            f"/reports/listing/{row.number}",
            {"reason": "fraud", "words": "Same photos elsewhere"},
            follow=False,
        )
    session.rollback()
    assert len(session.scalars(select(Report.id)).all()) == 1
    client.get(f"/reports/listing/{row.number}").says("reported this already")

    client.as_(ada)
    client.get("/admin/reports").says(
        "Fridge of fraud", "It looks like a fraud", "Same photos elsewhere", "Ming"
    )
    report_id = session.scalars(select(Report.id)).one()
    client.post(f"/admin/reports/{report_id}", {"verb": "uphold", "words": "Not yours."}).is_(200).says(
        "Upheld"
    )
    session.rollback()
    assert session.get_one(Listing, row.id, populate_existing=True).state == "rejected"
    told()
    client.as_(ming)
    client.get("/account/inbox").says("What you reported was looked at", "You were right")
    client.as_(mei)
    client.get("/account/inbox").says("You got a strike", "Not yours.")
    page = client.get("/account/standing").says("Strike", "Not yours.")
    assert len(page.all("textarea", name="words")) == 2  # against the strike, and that the listing is down
    strike = session.scalars(select(Strike.id)).one()
    said = {"subject": f"strike:{strike}", "words": "It is mine: see the bill."}
    client.post("/account/standing/appeals", said).is_(200).says("Sent.")
    client.get("/account/standing").says("Your appeal is open.")

    client.as_(ada)
    appeal_id = session.scalars(select(Appeal.id)).one()
    bea = cast.admin("Bea", permissions=("moderate",))
    cast.admin("Cy", permissions=("cases",))
    client.get("/admin/appeals").says("You made this decision yourself", "Who may: Bea").hides("Grant ")
    client.post(f"/admin/appeals/{appeal_id}", {"verb": "grant", "words": "Oh."}).is_(422).says(
        "made this decision"
    )
    client.as_(bea)
    client.get("/admin/appeals").says("It is mine: see the bill.", "against a strike").hides("Who may")
    client.post(f"/admin/appeals/{appeal_id}", {"verb": "refuse"}).is_(422)
    client.post(f"/admin/appeals/{appeal_id}", {"verb": "grant", "words": "Sorry."}).is_(200)
    session.rollback()
    assert session.scalars(select(Strike.state)).one() == "lifted"
    told()
    client.as_(mei)
    client.get("/account/inbox").says("Your appeal was answered", "You were right; it is undone. Sorry.")


def test_the_third_strike_suspends(client: Client) -> None:
    mei = used.seller()
    rows = [used.listing(of=mei) for _ in range(4)]
    ming = cast.person()
    client.as_(ming)
    for row in rows[:3]:
        client.post(f"/reports/listing/{row.number}", {"reason": "forbidden"}, follow=False).is_(303)
    client.as_(cast.admin())
    session.rollback()
    for report_id in session.scalars(select(Report.id)).all():
        client.post(f"/admin/reports/{report_id}", {"verb": "uphold"}).is_(200)
    session.rollback()
    assert session.get_one(Seller, mei.id, populate_existing=True).state == "suspended"
    assert session.get_one(Listing, rows[3].id, populate_existing=True).state == "withheld"
    client.as_(mei)
    client.get("/account/standing").says("You cannot list at the moment")
    client.post("/account/standing/appeals", {"subject": f"seller:{mei.id}", "words": "Please"}).is_(200)
    client.as_(cast.admin("Bea"))
    client.post(f"/admin/appeals/{session.scalars(select(Appeal.id)).one()}", {"verb": "grant"}).is_(200)
    session.rollback()
    assert session.get_one(Seller, mei.id, populate_existing=True).state == "active"


def test_nobody_reports_or_judges_themselves(client: Client) -> None:
    mei = used.seller()
    row = used.listing(of=mei)
    client.as_(mei)
    client.post(f"/reports/listing/{row.number}", {"reason": "fraud"}).is_(422)
    client.get(f"/reports/listing/{used.draft(of=mei).number}").is_(404)
    ada = cast.admin()
    client.as_(ada)
    client.post(f"/reports/listing/{row.number}", {"reason": "fraud"}, follow=False).is_(303)
    report_id = session.scalars(select(Report.id)).one()
    client.post(f"/admin/reports/{report_id}", {"verb": "uphold"}).is_(422).says("Somebody else")


def test_the_one_you_talk_with_can_be_reported_by_the_two_only(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    found = talk(ming, used.listing(of=mei))
    client.as_(cast.person("Eve"))
    client.get(f"/reports/conversation/{found.number}").is_(404)
    client.as_(mei)
    client.get(f"/messages/{found.number}").click("Report Ming").says("What is not right?")
    client.as_(cast.admin("Ada")).get(f"/admin/conversations/{found.number}").is_(404)  # nobody reported it
    client.as_(mei)
    client.post(f"/reports/conversation/{found.number}", {"reason": "abuse"}).is_(200)
    session.rollback()
    assert session.scalars(select(Report.against_id)).one() == ming.id


def test_only_what_concerns_oneself_is_appealed(client: Client) -> None:
    mei, eve = used.seller(), used.seller("Eve")
    rejected = used.draft(of=mei, state="rejected", reason="plate")
    client.as_(eve)
    for subject in (
        f"listing:{rejected.id}",
        f"seller:{mei.id}",
        "strike:1",
        "strike:x",
        "order:1",
        "",
        "listing:" + "9" * 30,
    ):
        client.post("/account/standing/appeals", {"subject": subject, "words": "Please"}).is_(404)
    client.as_(mei)
    page = client.get("/account/standing").says("The rating plate cannot be read")
    page = page.form(button="Send the appeal").fill(words=" ").submit("Send the appeal").is_(422)
    wrong = page.one("textarea", id="words")  # where the summary leads
    assert wrong.get("aria-invalid") == "true"
    client.post("/account/standing/appeals", {"subject": f"listing:{rejected.id}", "words": "Please"}).is_(
        200
    )
    client.as_(cast.admin())
    client.get("/admin/appeals").says("Rejected: The rating plate cannot be read")
    client.post(f"/admin/appeals/{session.scalars(select(Appeal.id)).one()}", {"verb": "grant"}).is_(200)
    client.as_(mei).get("/account/standing").says(
        rejected.title, "“Please”", "is a draft again: look it over"
    )
    session.rollback()
    assert session.get_one(Listing, rejected.id, populate_existing=True).state == "draft"
