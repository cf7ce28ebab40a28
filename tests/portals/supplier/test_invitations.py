"""An invitation is written to its address, and leads in whoever has it: with an account, or without one yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.suppliers.models import Invitation, WorkAccount
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.portals.account import outbox
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from tests.client import Client
    from tests.portals.supplier.conftest import Company


def invite(client: Client, company: Company, email: str) -> str:
    """Invite an address and return what was written to it."""
    client.as_(company.owner).get("/supplier/people").form(button="Invite").fill(email=email).submit()
    let_facts_follow()
    return outbox.messages(client.app, email)[-1]


def unused() -> str:
    return f"lin{clock.now():%H%M%S%f}@example.test"


def test_who_has_no_account_opens_one_and_begins(client: Client, company: Company) -> None:
    email = unused()
    said = invite(client, company, email)
    assert "Northwind invites you to work with them" in said
    assert "/supplier/invitations" in said
    assert "/account/preferences" not in said, "who has no account has nothing to choose there"
    guest = client.another()
    page = guest.get("/supplier/invitations")
    page = page.form("/account/sign-in").fill(contact=email).submit("Send me a code")
    page = guest.post(page.url, {"code": outbox.code(client.app, email)})
    page = page.form("/account/registration").fill(name="Lin").submit().says("Northwind")
    page.press("Work there").says("Welcome. You can work here now")
    lin = session.scalars(select(Person).where(Person.email == email)).one()
    assert session.scalars(select(WorkAccount.role).where(WorkAccount.person_id == lin.id)).one() == "clerk"


def test_asking_twice_writes_once_and_a_withdrawn_one_not_at_all(client: Client, company: Company) -> None:
    email = unused()
    invite(client, company, email)
    invite(client, company, email)
    assert len(outbox.messages(client.app, email)) == 1
    late = unused()
    client.get("/supplier/people").form(button="Invite").fill(email=late).submit()
    last = session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()
    assert last
    client.post(f"/supplier/people/invitations/{last.id}/withdrawal").is_(200)
    let_facts_follow()
    assert outbox.messages(client.app, late) == []


def test_it_is_written_in_the_language_of_who_asks(client: Client, company: Company) -> None:
    company.owner.language = "zh"
    session.commit()
    email = unused()
    client.as_(company.owner).post("/supplier/people/invitations", {"email": email})
    let_facts_follow()
    assert "邀请你在哪凉快一起工作" in outbox.messages(client.app, email)[-1]


def test_an_address_with_an_account_is_written_to_alike(client: Client, company: Company) -> None:
    who = cast.person("Mei")
    assert "invites you" in invite(client, company, str(who.email))
    client.as_(who).get("/supplier/invitations").press("Work there").says("You can work here now")
