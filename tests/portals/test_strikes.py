"""A strike is for anybody: warned first, then kept from writing to people, haggling and selling; never from a deal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.support.models import Appeal, Report, Strike
from marketplace.domains.support.strike import LASTS, TOO_MANY
from marketplace.domains.support.withhold import withheld_until
from marketplace.foundation import clock, outbox
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import door, session
from marketplace.journeys.reactions import react
from marketplace.journeys.verifying.decide_verification import decide_verification
from tests import cast
from tests.factories import dealing, used
from tests.factories.shopping import Buyer
from tests.factories.talking import talk
from tests.factories.verifying import asked

if TYPE_CHECKING:
    from tests.client import Client

WITHHELD = "After several strikes you cannot write to people"


def struck(client: Client, who: Person, times: int) -> None:
    """Have as many sellers report their conversation with somebody, and staff find each of them right."""
    for _ in range(times):
        mei = used.seller()
        found = talk(who, used.listing(of=mei))
        client.as_(mei).post(f"/reports/conversation/{found.number}", {"reason": "abuse"}).is_(200)
    staff = client.as_(cast.admin(permissions=("moderate",)))
    staff.get("/admin/reports").says("Uphold: a strike")
    for report_id in session.scalars(select(Report.id)).all():
        staff.post(f"/admin/reports/{report_id}", {"verb": "uphold"}).is_(200).says("They have a strike now")
    session.rollback()
    react(list(session.scalars(select(outbox.OutboxFact.id).where(outbox.OutboxFact.done_at.is_(None)))))


def test_the_first_strike_warns(client: Client) -> None:
    ming = cast.person("Ming")
    struck(client, ming, 1)
    client.as_(ming).get("/account/inbox").says("You got a strike", "you can appeal")
    client.get("/account/").click("Your standing").says("Strike", "They insult or threaten").hides(
        "You cannot write"
    )
    listing = used.listing(price=1000_00)
    client.post(f"/second-hand/{listing.number}/messages").is_(200)
    client.post(f"/second-hand/{listing.number}/proposals", {"amount": "900"}).is_(200)


def test_too_many_keep_from_writing_and_haggling_but_not_from_buying(client: Client) -> None:
    ming, listing = cast.person("Ming"), used.listing(price=1000_00)
    before = talk(ming, listing)
    struck(client, ming, TOO_MANY())
    client.as_(ming).get("/account/inbox").says("Another strike keeps you from writing to people")
    client.get("/account/standing").says("You cannot write to people at the moment")
    page = client.post(f"/second-hand/{used.listing().number}/messages").is_(422).says(WITHHELD)
    page.says("Make an offer")  # the listing is still there to be bought
    page = client.get(f"/messages/{before.number}").form(button="Send message")
    page.fill(words="Hello?").submit("Send message").is_(422).says(WITHHELD)
    client.post(f"/second-hand/{listing.number}/proposals", {"amount": "900"}).is_(422).says(WITHHELD)
    client.post(f"/second-hand/{listing.number}/questions", {"words": "Loud?"}).is_(422).says(WITHHELD)
    client.get(f"/second-hand/{listing.number}/purchase").is_(200)


def test_a_deal_under_way_can_be_talked_about(client: Client) -> None:
    ming = Buyer()
    listing = used.listing()
    found = talk(ming.person, listing)
    dealing.used_paid(listing, ming)
    struck(client, ming.person, TOO_MANY())
    page = client.as_(ming.person).get(f"/messages/{found.number}").form(button="Send message")
    page.fill(words="I come at six.").submit("Send message").is_(200).says("I come at six.")


def test_it_ends_with_time_or_an_appeal(client: Client) -> None:
    ming = cast.person("Ming")
    struck(client, ming, TOO_MANY())
    assert withheld_until(ming.id, clock.now()) is not None
    assert withheld_until(ming.id, clock.now() + LASTS.span + timedelta(seconds=1)) is None
    strike = session.scalars(select(Strike.id).where(Strike.person_id == ming.id)).first()
    said = {"subject": f"strike:{strike}", "words": "They began."}
    client.as_(ming).post("/account/standing/appeals", said).is_(200)
    appeal = session.scalars(select(Appeal.id)).one()
    client.as_(cast.admin("Bea", permissions=("moderate",)))
    client.get("/admin/appeals").says(
        "against a strike", "They insult or threaten", "Read their conversation"
    )
    page = client.post(f"/admin/appeals/{appeal}", {"verb": "refuse", "words": "  "}).is_(422)
    page.says("Say why.", "They began.")
    assert page.one("textarea", name="words").get("aria-invalid") == "true"
    client.post(f"/admin/appeals/{appeal}", {"verb": "grant"}).is_(200)
    session.rollback()
    assert withheld_until(ming.id, clock.now()) is None


def test_a_real_name_wipes_no_strikes_out(client: Client) -> None:
    ming = cast.person("Ming")
    struck(client, ming, TOO_MANY())
    row, staff = asked(ming), cast.admin("Bea", permissions=("verify",))
    with door():
        decide_verification(
            verification_id=row.id,
            verb="approve",
            reason="",
            words="",
            actor=acting(staff.id, "admin"),
            at=clock.now(),
        )
    client.as_(ming).get("/account/standing").says("You cannot list at the moment", "Too many strikes.")
