"""The tree, its attributes, products and reviews."""

import pytest
from sqlalchemy import text

from marketplace.domains.aftersales.models import Review
from marketplace.domains.catalog.models import Attribute, Category, Product
from marketplace.domains.catalog.seed import seed
from marketplace.foundation.db import session
from marketplace.foundation.states import StateChange
from tests import cast
from tests.client import Client
from tests.house.stages.admin import a_review
from tests.house.table import Stage
from tests.portals.admin.test_people import react_to_all


@pytest.fixture
def staff(client: Client) -> Client:
    return client.as_(cast.admin())


def test_a_renamed_category_is_found_by_its_new_name(staff: Client) -> None:
    shelf = cast.shelf()
    node = session.get_one(Category, shelf.product.category_id)
    with staff.sql(5):
        staff.get("/admin/catalog?q=two-door").is_(200).says("two-door")
    page = staff.get(f"/admin/catalog/{node.id}")
    page.form(button="Save").fill(name_en="Twin chillers", name_zh="双门雪柜", words_zh="雪柜，冰柜").submit(
        "Save"
    ).is_(200).says("Twin chillers", "Saved")
    react_to_all()
    found = session.execute(
        text("SELECT search::text FROM product WHERE id = :id"), {"id": shelf.product.id}
    ).scalar_one()
    assert "chill" in found
    row = session.query(StateChange).filter_by(subject="category", verb="edit").one()
    assert row.details["after"]["name"] == {"en": "Twin chillers", "zh": "双门雪柜"}


def test_departments_categories_and_attributes_are_added(staff: Client) -> None:
    seed()
    session.commit()
    form = staff.get("/admin/catalog/new").form(button="Add it")
    form.fill(name_en="Garden", name_zh="园艺", slug="refrigerators").submit().is_(422).says(
        "this address already"
    )
    form.fill(name_en="Garden", name_zh="园艺", slug="garden").submit().is_(200).says("Garden")
    garden = session.query(Category).filter_by(slug="garden").one().id
    page = staff.get(f"/admin/catalog/new?parent={garden}").says("Add a category to Garden")
    page.form(button="Add it").fill(name_en="Mowers", name_zh="割草机", slug="mowers").submit().is_(200)
    form = staff.get(f"/admin/catalog/{garden}/attributes/new").form(button="Save")
    right = {
        "code": "drive",
        "label_en": "Drive",
        "label_zh": "动力",
        "kind": "choice",
        "choices": "petrol | Petrol | 汽油\nmains | Mains | 交流电 | 220V",
    }
    form.fill({**right, "choices": "petrol"}).submit("Save").is_(422).says("Write each choice")
    form.fill({**right, "choices": ""}).submit("Save").is_(422).says("A choice needs its choices")
    form.fill(right).submit("Save").is_(200).says("drive", "Choice (2)")
    made = session.query(Attribute).filter_by(code="drive").one()
    assert made.choices["mains"] == {"en": "Mains", "zh": "交流电", "also": "220V"}
    form = staff.get(f"/admin/catalog/attributes/{made.id}").form(button="Save")
    form.fill(code="other").submit("Save").is_(422).says("Code and kind stay")
    form.fill(code="drive", label_en="Power source").submit("Save").is_(200).says("Power source")


def test_hidden_products_leave_the_shelf_for_good_until_undone(staff: Client) -> None:
    one, two = cast.shelf(), cast.shelf()
    with staff.sql(5):
        page = staff.get("/admin/products")
    page.form(button="Hide ticked").fill(id=[one.product.id], why="recalled").submit("Hide ticked").says(
        "1 product is off the shelf", "recalled", "Undo"
    )
    session.rollback()
    assert [
        session.get_one(Product, shelf.product.id, populate_existing=True).on_shelf for shelf in (one, two)
    ] == [False, True]
    staff.get("/admin/products?state=hidden").says("recalled").press("Undo").says("It is as it was")
    session.rollback()
    assert session.get_one(Product, one.product.id, populate_existing=True).on_shelf
    assert [
        row.verb for row in session.query(StateChange).filter_by(subject="product").order_by(StateChange.id)
    ] == ["hide", "show"]
    staff.post("/admin/products/visibility", {"verb": "hide"}).is_(422).says("Tick the products first")


def test_a_hidden_review_counts_no_more(staff: Client) -> None:
    review_id = a_review(Stage())["review_id"]
    product_id = session.get_one(Review, review_id).product_id
    with staff.sql(5):
        page = staff.get("/admin/reviews").is_(200)
    page.form(button="Hide").fill(usual="Advertising").submit("Hide").says(
        "The review is hidden", "Advertising"
    )
    react_to_all()
    assert session.get_one(Product, product_id, populate_existing=True).score_count == 0
    staff.get("/admin/reviews?state=hidden").form(button="Show").fill(why="fine").submit("Show").says(
        "shown again"
    )
    react_to_all()
    assert session.get_one(Product, product_id, populate_existing=True).score_count == 1
