"""People, suppliers and staff."""

import pytest
from flask import Flask

from marketplace.domains.accounts.models import Person, Staff, StaffRole
from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation.db import session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.states import StateChange
from marketplace.journeys.reactions import react
from tests import cast
from tests.client import Client


@pytest.fixture
def staff(client: Client) -> Client:
    return client.as_(cast.admin())


def react_to_all() -> None:
    session.rollback()
    react([row.id for row in session.query(OutboxFact).filter(OutboxFact.done_at.is_(None))])


def test_somebody_is_found_suspended_and_let_back_in(house: Flask, staff: Client) -> None:
    who = cast.person("Lan")
    theirs = Client(house).as_(who)
    theirs.get("/account/").is_(200)
    with staff.sql(4):
        page = staff.get(f"/admin/people?q={who.email}").says("Lan")
    page = page.click("Lan")
    page.form(button="Suspend").fill(usual="", why="").submit("Suspend").is_(422).says("Say why")
    page.form(button="Suspend").fill(usual="Suspected fraud").submit("Suspend").says(
        "signed out everywhere", "Suspected fraud"
    )
    assert theirs.get("/account/", follow=False).status == 303
    page = staff.get(f"/admin/people/{who.id}")
    page.form(button="Let back in").fill(why="a mistake").submit("Let back in").says(
        "may sign in again", "a mistake"
    )
    session.rollback()
    assert [
        row.verb for row in session.query(StateChange).filter_by(subject="person").order_by(StateChange.id)
    ] == ["suspend", "restore"]


def test_somebody_who_lost_a_phone_is_signed_out_everywhere(house: Flask, staff: Client) -> None:
    who = cast.person("Lan")
    theirs = Client(house).as_(who)
    theirs.get("/account/").is_(200)
    page = staff.get(f"/admin/people/{who.id}").press("Sign out everywhere")
    page.says("devices of Lan: 1", "Signed out everywhere").hides("Sign out everywhere")
    assert theirs.get("/account/", follow=False).status == 303
    assert session.get_one(Person, who.id).is_active


def test_nobody_suspends_themselves(house: Flask, client: Client) -> None:
    me = cast.admin()
    client.as_(me).get(f"/admin/people/{me.id}").hides("Suspend this person")
    client.post(f"/admin/people/{me.id}/suspension", {"why": "x"}).is_(422).says("cannot suspend yourself")
    session.rollback()
    assert session.get_one(Person, me.id).state == "active"


def test_a_supplier_opens_with_its_owner(staff: Client) -> None:
    owner = cast.person("Wen")
    form = staff.get("/admin/suppliers/new").form(button="Open the supplier")
    right = {
        "name_en": "Cool Ltd",
        "name_zh": "清凉公司",
        "slug": "cool-ltd",
        "email": "c@cool.test",
        "contact": owner.email,
    }
    form.fill({**right, "contact": "nobody@example.test"}).submit().is_(422).says("Nobody is registered")
    form.fill({**right, "slug": "Cool Ltd"}).submit().is_(422).says("small letters")
    form.fill(right).submit().is_(200).says("The supplier is open", "Wen", "Owner")
    assert session.query(WorkAccount).filter_by(person_id=owner.id, role="owner").one()
    clerk = cast.person("Yi")
    page = staff.get("/admin/suppliers/cool-ltd")
    page.form(button="Give a work account").fill(contact=clerk.email, role="clerk").submit().says(
        "Yi works there now"
    )
    page.form(button="Give a work account").fill(contact=clerk.email, role="clerk").submit().is_(422).says(
        "works there already"
    )


def test_a_suspended_supplier_leaves_the_shelf_and_returns(staff: Client) -> None:
    shelf = cast.shelf()
    page = staff.get(f"/admin/suppliers/{shelf.supplier.slug}")
    page.form(button="Suspend").fill(why="never ships").submit("Suspend").says("Its offers leave the shelf")
    react_to_all()
    session.refresh(shelf.product)
    assert not shelf.product.on_shelf
    staff.get(f"/admin/suppliers/{shelf.supplier.slug}").form(button="Let back in").fill(why="ok").submit(
        "Let back in"
    )
    react_to_all()
    session.refresh(shelf.product)
    assert shelf.product.on_shelf
    assert session.query(Supplier).filter_by(id=shelf.supplier.id).one().state == "active"


def test_roles_are_composed_and_given(house: Flask, staff: Client) -> None:
    who = cast.person("Qin")
    form = staff.get("/admin/staff/roles/new").form(button="Save")
    form.fill(name="Desk").submit("Save").is_(422).says("Choose what this role may do")
    form.fill(name="Desk", permissions=["orders.read", "people.read"]).submit("Save").says(
        "Desk", "See people"
    )
    role = session.query(StaffRole).filter_by(name="Desk").one()
    form = staff.get("/admin/staff").form(button="Give the role")
    form.fill(contact=who.email, role=str(role.id)).submit("Give the role").says("Qin has the role now")
    theirs = Client(house).as_(who)
    theirs.get("/admin/orders").is_(200)
    theirs.get("/admin/staff").is_(404)
    staff.post(f"/admin/staff/roles/{role.id}/end").is_(422).says("Somebody holds this role")
    staff.post(f"/admin/staff/{who.id}/end").is_(200).says("no longer works here")
    assert theirs.get("/admin/orders", follow=False).status in {303, 404}
    session.rollback()
    assert session.get(Staff, who.id) is None


def test_nobody_changes_their_own_role_and_a_keeper_stays(house: Flask, client: Client) -> None:
    me = cast.admin("Ada", permissions=("staff.edit",))
    client.as_(me)
    role = session.query(StaffRole).one()
    client.post(f"/admin/staff/roles/{role.id}", {"name": "x", "permissions": ["orders.read"]}).is_(422).says(
        "your own role"
    )
    client.post(f"/admin/staff/{me.id}/end").is_(422)
    other = cast.admin("Bo", permissions=("staff.edit",))
    client.post(f"/admin/staff/{other.id}/end").is_(200)
    session.rollback()
    assert session.get(Staff, me.id) is not None
