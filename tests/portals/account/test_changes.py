"""A change nobody of the house made is taken back: from the old contact, within a week, and everybody is put out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.change_contact import change_contact, remove_contact
from marketplace.domains.accounts.jobs import forget_ended
from marketplace.domains.accounts.models import Person, ProofChange, WebSession
from marketplace.domains.accounts.proofs.set_password import set_password
from marketplace.domains.accounts.queries import UNDO_WITHIN
from marketplace.domains.notifications.models import Notice
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from tests import cast
from tests.portals.account import outbox
from tests.portals.account.visitors import SIGN_IN, again, fresh, person
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from flask import Flask

    from tests.client import Client

NEW_PASSWORD = "under the old oak"


def replace(who: Person, new: str) -> None:
    with door():
        mine = session.get_one(Person, who.id)
        change_contact(person=mine, contact=contacts.of(new), at=clock.now())
    let_facts_follow()


def link(house: Flask, to: str) -> str:
    """Return the way back that the newest message to this address names."""
    found = re.search(r"/account/changes/\d+\?proof=[\w-]+", outbox.messages(house, to)[-1])
    assert found
    return found.group()


def test_the_old_address_is_warned_and_takes_the_account_back(client: Client, mail: str) -> None:
    who, thief = person(mail, "a cool place to sit"), f"thief{mail}"
    at_work = client.another().as_(who, **fresh())
    at_work.get("/account/contacts/new").form("/account/contacts/new").fill(contact=thief).submit()
    at_work.post("/account/contacts/code", {"code": outbox.code(client.app, thief)}).says("is yours now")
    let_facts_follow()
    assert "Your e-mail address was changed" in outbox.messages(client.app, thief)[-1]
    assert "no longer uses this contact" in outbox.messages(client.app, mail)[-1]
    way = link(client.app, mail)
    page = client.get(way).is_(200).says("If it was not you", mail[0] + "•••")
    page = page.press("Undo this change").says("sign in by code")
    assert page.url == SIGN_IN
    assert at_work.get("/account/").url.startswith(SIGN_IN)
    assert (again(who).email, again(who).password_hash) == (mail, None)
    let_facts_follow()
    assert "was taken off a Coolspot account" in outbox.messages(client.app, thief)[-1]
    assert "The change was taken back" in outbox.messages(client.app, mail)[-1]
    client.get(way).says("This was taken back").hides("Undo this change")


def test_the_lost_address_hears_of_the_password_and_the_second_step_too(house: Flask, mail: str) -> None:
    who = person(mail)
    replace(who, f"thief{mail}")
    with door():
        set_password(person=session.get_one(Person, who.id), password=NEW_PASSWORD, at=clock.now())
    let_facts_follow()
    assert "Your password was changed" in outbox.messages(house, mail)[-1]
    assert len(outbox.messages(house, mail)) == 2
    lost = session.scalars(select(ProofChange).order_by(ProofChange.id)).first()
    assert lost
    assert f"/account/changes/{lost.id}?" in link(house, mail)
    letters = session.scalars(select(Notice).where(Notice.person_id.is_(None))).all()
    assert len(letters) == 2


def test_a_removed_phone_is_warned_by_text(client: Client, mail: str) -> None:
    who = person(mail)
    who.phone, who.phone_verified_at, who.language = "+8613900139000", clock.now(), "zh"
    session.commit()
    with door():
        remove_contact(person=session.get_one(Person, who.id), kind="phone", at=clock.now())
    let_facts_follow()
    assert "不再使用此联系方式" in outbox.messages(client.app, "+8613900139000")[-1]
    client.get(link(client.app, "+8613900139000")).press("Undo this change")
    assert again(who).phone == "+8613900139000"


def test_the_same_contact_proven_again_is_no_change(house: Flask, mail: str) -> None:
    replace(person(mail), mail)
    assert session.scalars(select(ProofChange)).all() == []


def test_after_a_week_it_is_too_late(client: Client, mail: str) -> None:
    who = person(mail)
    replace(who, f"new{mail}")
    way = link(client.app, mail)
    with clock.travel(UNDO_WITHIN.span + timedelta(minutes=1)):
        client.get(way).says("too long ago").hides("Undo this change")
        path, _, proof = way.partition("?proof=")
        client.post(f"{path}/undo", {"proof": proof}).is_(409)
    assert again(who).email == f"new{mail}"


def test_a_contact_that_is_anothers_by_now_stays_theirs(client: Client, mail: str) -> None:
    who = person(mail)
    replace(who, f"new{mail}")
    other = cast.person("Other")
    other.email = mail
    session.commit()
    path, _, proof = link(client.app, mail).partition("?proof=")
    client.post(f"{path}/undo", {"proof": proof}).is_(422).says("Another account has this contact")
    assert again(who).email == f"new{mail}"


def test_nobody_else_takes_it_back(client: Client, mail: str) -> None:
    who = person(mail)
    replace(who, f"new{mail}")
    path, _, proof = link(client.app, mail).partition("?proof=")
    assert client.get(path).url.startswith(SIGN_IN)
    assert client.post(f"{path}/undo", {"proof": proof + "x"}).url.startswith(SIGN_IN)
    client.another(cast.person("Stranger")).get(path).is_(404)
    replace(again(who), f"newer{mail}")
    second = session.scalars(select(ProofChange.id).order_by(ProofChange.id.desc())).first()
    assert client.get(f"/account/changes/{second}?proof={proof}").url.startswith(SIGN_IN)


def test_a_second_step_turned_on_since_goes_with_it(client: Client, mail: str) -> None:
    who = person(mail)
    replace(who, f"thief{mail}")
    taken = again(who)
    taken.totp_secret = "sealed"
    session.commit()
    client.get(link(client.app, mail)).press("Undo this change")
    assert again(who).totp_secret is None
    assert session.scalars(select(WebSession).where(WebSession.person_id == who.id)).all() == []


def test_the_owner_signed_in_takes_a_password_back(client: Client, mail: str) -> None:
    who = person(mail)
    who.language = "zh"
    session.commit()
    client.as_(who, **fresh())
    client.post("/account/password", {"password": NEW_PASSWORD})
    let_facts_follow()
    change = session.scalars(select(ProofChange)).one()
    page = client.get(f"/account/changes/{change.id}").says("如果不是你本人操作").press("撤回更改")
    assert page.url == SIGN_IN
    assert again(who).password_hash is None


def test_what_cannot_be_taken_back_any_more_is_forgotten(house: Flask, mail: str) -> None:
    replace(person(mail), f"new{mail}")
    forget_ended()
    assert len(session.scalars(select(ProofChange)).all()) == 1
    with clock.travel(timedelta(days=61)):
        forget_ended()
    assert session.scalars(select(ProofChange)).all() == []


def test_a_thief_who_changed_twice_takes_nothing_back(client: Client, mail: str) -> None:
    who = person(mail)
    replace(who, f"thief{mail}")
    replace(again(who), f"second{mail}")
    theirs = link(client.app, f"thief{mail}")
    client.get(link(client.app, mail)).press("Undo this change")
    assert again(who).email == mail
    client.get(theirs).says("This was taken back").hides("Undo this change")
    path, _, proof = theirs.partition("?proof=")
    client.post(f"{path}/undo", {"proof": proof})
    assert again(who).email == mail
    let_facts_follow()
    assert "was taken off a Coolspot account" in outbox.messages(client.app, f"second{mail}")[-1]


def test_a_contact_somebody_added_goes_when_that_is_taken_back(client: Client, mail: str) -> None:
    who, theirs = person(mail), "+8613900139001"
    replace(who, theirs)
    change = session.scalars(select(ProofChange)).one()
    client.as_(who, **fresh())
    client.get(f"/account/changes/{change.id}").says("+86 ••• 9001 is taken off").press("Undo this change")
    assert (again(who).email, again(who).phone) == (mail, None)
    let_facts_follow()
    assert "was taken off a Coolspot account" in outbox.messages(client.app, theirs)[-1]


def test_what_was_changed_after_it_is_taken_back_too(client: Client, mail: str) -> None:
    who, theirs = person(mail), "+8613900139001"
    replace(who, f"thief{mail}")
    replace(again(who), theirs)
    client.get(link(client.app, mail)).says("What was changed after it").press("Undo this change")
    assert (again(who).email, again(who).phone) == (mail, None)
    changes = session.scalars(select(ProofChange)).all()
    assert all(change.undone_at for change in changes)
