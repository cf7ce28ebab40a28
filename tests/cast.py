"""Named people and the shelf they meet around; every call commits, so that requests and threads see it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from marketplace.domains.accounts.models import Address, Person, Staff, StaffRole
from marketplace.domains.catalog.models import Category, Offer, Product
from marketplace.domains.catalog.search.lexemes import Place, lexemes_of
from marketplace.domains.inventory.models import Stock, StockMovement, Warehouse
from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.search.lexemes import vector

Row = TypeVar("Row")
_serial = count(1)


def person(name: str = "Ming", **more: Any) -> Person:
    """Somebody with a verified e-mail address and no password."""
    number = next(_serial)
    row = Person(
        display_name=name,
        email=f"{name.lower()}{number}@example.test",
        email_verified_at=clock.now(),
        created_at=clock.now(),
        **more,
    )
    return _keep(row)


def address(of: Person, **more: Any) -> Address:
    fields: dict[str, object] = {
        "recipient": of.display_name,
        "phone": "+8613800138000",
        "country": "CN",
        "province": "上海市",
        "city": "市辖区",
        "district": "徐汇区",
        "street": "衡山路 1 号 2 楼",
        "is_default": True,
    }
    return _keep(Address(person_id=of.id, created_at=clock.now(), **{**fields, **more}))


def supplier(name: str = "Northwind", **more: Any) -> Supplier:
    number = next(_serial)
    return _keep(
        Supplier(
            slug=f"{name.lower()}-{number}",
            name={"en": name, "zh": f"{name} 电器"},
            created_at=clock.now(),
            **{"payouts_enabled": True, **more},
        )
    )


def worker_of(employer: Supplier, name: str = "Wei", role: str = "owner") -> Person:
    who = person(name)
    _keep(WorkAccount(supplier_id=employer.id, person_id=who.id, role=role, created_at=clock.now()))
    return who


def admin(name: str = "Ada", permissions: tuple[str, ...] = ("*",)) -> Person:
    """One of the operator's staff, in a role of their own."""
    who = person(name)
    role = _keep(StaffRole(name=f"role {next(_serial)}", permissions=list(permissions)))
    _keep(Staff(person_id=who.id, role_id=role.id, since=clock.now()))
    return who


def category(slug: str = "refrigerators", parent: Category | None = None) -> Category:
    known = session.query(Category).filter_by(slug=slug).one_or_none()
    return known or _keep(
        Category(
            slug=slug,
            name={"en": slug.title(), "zh": "冰箱"},
            parent_id=parent.id if parent else None,
            drawing="fridge",
        )
    )


def product(model: str | None = None, brand: str = "Polar", **more: Any) -> Product:
    number = next(_serial)
    department = category("cooling")
    shelf = category("two-door", department)
    model = model or f"BCD-{200 + number}"
    fields: dict[str, object] = {
        "slug": f"{brand}-{model}".lower(),
        "department_id": department.id,
        "category_id": shelf.id,
        "brand": brand,
        "model": model,
        "title": {"en": f"{brand} {model} fridge", "zh": f"{brand} {model} 冰箱"},
        "search": _words_of(brand, model),
        "created_at": clock.now(),
        "updated_at": clock.now(),
    }
    return _keep(Product(**{**fields, **more}))


def _words_of(brand: str, model: str) -> str:
    place = Place(category_id=0, department_id=0, names=(), kinds=frozenset())
    texts = (f"{brand} {model} fridge", f"{brand} {model} 冰箱")
    return vector(lexemes_of(place=place, brand=brand, model=model, texts=texts, attributes={}))


@dataclass(frozen=True)
class Shelf:
    """One thing to buy: who sells it, at which price, from where."""

    supplier: Supplier
    product: Product
    offer: Offer
    warehouse: Warehouse
    stock: Stock


def shelf(
    *,
    stock: int = 5,
    price: int = 289_900,
    of: Supplier | None = None,
    what: Product | None = None,
    **more: Any,
) -> Shelf:
    """Put `stock` pieces of a product on the shelf at `price` minor units."""
    seller = of or supplier()
    good = what or product()
    offer = _keep(
        Offer(
            product_id=good.id,
            supplier_id=seller.id,
            price=price,
            created_at=clock.now(),
            updated_at=clock.now(),
            **more,
        )
    )
    place = session.query(Warehouse).filter_by(supplier_id=seller.id).first() or _keep(
        Warehouse(supplier_id=seller.id, code="MAIN", name={"en": "Main", "zh": "主仓"})
    )
    row = _keep(Stock(warehouse_id=place.id, offer_id=offer.id, on_hand=stock))
    if stock:
        _keep(StockMovement(stock_id=row.id, kind="received", quantity=stock, at=clock.now()))
    good.price_from, good.in_stock, good.offers = price, stock > 0, 1
    session.commit()
    return Shelf(seller, good, offer, place, row)


def _keep(row: Row) -> Row:
    session.add(row)
    session.commit()
    return row
