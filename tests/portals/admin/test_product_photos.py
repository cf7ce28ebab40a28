"""Staff take a supplier's photo off with a reason, the supplier reads it, and staff put it back."""

from __future__ import annotations

import pytest

from marketplace.domains.accounts.models import Person
from marketplace.domains.notifications.models import Notice
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import photos_of
from marketplace.domains.suppliers.models import WorkAccount
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.states import StateChange
from tests import cast
from tests.cast import Shelf
from tests.client import Client
from tests.factories.photos import photo
from tests.portals.admin.test_people import react_to_all

WHY = "It belongs to somebody else."


@pytest.fixture
def staff(client: Client) -> Client:
    return client.as_(cast.admin("Ada"))


@pytest.fixture
def shelf(client: Client) -> Shelf:
    return cast.shelf()


@pytest.fixture
def hung(shelf: Shelf) -> Photo:
    return photo(cast.worker_of(shelf.supplier, "Wei"), f"offer:{shelf.offer.id}", files=True, published=True)


def seen(shelf: Shelf) -> list[Photo]:
    holder = f"offer:{shelf.offer.id}"
    return photos_of([holder], shown=True)[holder]


def test_a_photo_is_taken_off_and_put_back(staff: Client, shelf: Shelf, hung: Photo) -> None:
    page = staff.get("/admin/products").click("Photos").says(shelf.product.brand)
    page.form(button="Take ticked off").fill(id=str(hung.id), usual="").submit("Take ticked off").is_(
        422
    ).says("Say why")
    assert len(seen(shelf)) == 1
    page.form(button="Take ticked off").fill(id=str(hung.id), usual=WHY).submit("Take ticked off").says(
        "1 photo is off the shelf.", WHY, "Hidden"
    )
    react_to_all()
    session.rollback()
    assert seen(shelf) == []
    line = session.query(StateChange).filter_by(subject="photo", subject_id=hung.id, verb="bar").one()
    assert (line.why, line.actor_role) == (WHY, "admin")

    guest = staff.another()
    assert guest.get(f"/media/{hung.token}/320.jpg").status == 404
    assert staff.get(f"/media/{hung.token}/320.jpg").status == 200
    seller = staff.another(session.get_one(Person, hung.owner_id))
    seller.get(f"/supplier/offers/{shelf.offer.id}/photos").says("We took this photo off", WHY)
    seller.get(f"/supplier/offers/{shelf.offer.id}/photos?lang=zh").says("照片属于他人")
    told = session.query(Notice).filter_by(kind="photo_barred").one()
    assert (told.person_id, told.params["why"]) == (hung.owner_id, {"say": WHY})

    back = staff.get(f"/admin/products/{shelf.product.id}/photos").form(button="Put ticked back")
    back.fill(id=str(hung.id)).submit("Put ticked back").says("1 photo is shown again.", "It was cleared up.")
    react_to_all()
    session.rollback()
    assert [one.id for one in seen(shelf)] == [hung.id]
    assert guest.get(f"/media/{hung.token}/320.jpg").status == 200
    assert session.query(Notice).filter_by(kind="photo_let").count() == 1


def test_nothing_ticked_and_others_photos_are_refused(staff: Client, shelf: Shelf, hung: Photo) -> None:
    other = photo(session.get_one(Person, hung.owner_id), "listing:1", published=True)
    url = f"/admin/products/{shelf.product.id}/photos"
    for data in ({"verb": "bar"}, {"verb": "bar", "usual": WHY, "id": str(other.id)}):
        assert staff.post(url, data).status == 422
    assert staff.get("/admin/products/999999/photos").status == 404
    session.refresh(other)
    assert other.state == "ready"


def test_a_barred_photo_can_be_taken_off_by_its_people(staff: Client, shelf: Shelf, hung: Photo) -> None:
    url = f"/admin/products/{shelf.product.id}/photos"
    staff.post(url, {"verb": "bar", "usual": WHY, "id": str(hung.id)})
    seller = staff.another(session.get_one(Person, hung.owner_id))
    seller.post(f"/supplier/offers/{shelf.offer.id}/photos/{hung.token}", {"act": "off"})
    session.refresh(hung)
    assert hung.state == "removed"
    staff.get(url).says("No photo of this product is shown.")


@pytest.mark.parametrize("verb", ["bar", "let"])
def test_staff_leave_the_photos_of_whom_they_work_for_to_others(
    client: Client, shelf: Shelf, hung: Photo, verb: str
) -> None:
    ada = cast.admin("Ada")
    session.add(
        WorkAccount(supplier_id=shelf.supplier.id, person_id=ada.id, role="owner", created_at=clock.now())
    )
    session.commit()
    data = {"verb": verb, "usual": WHY, "id": str(hung.id)}
    url = f"/admin/products/{shelf.product.id}/photos"
    client.as_(ada).post(url, data).is_(422).says("of a company you work for")
    client.post(f"{url}?lang=zh", data).is_(422).says("你所任职公司")
    session.refresh(hung)
    assert hung.state == "ready"
