"""What a supplier has open: orders, offers, files, colleagues, each as a row of the table wants it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from marketplace.domains.aftersales.models import Review
from marketplace.domains.catalog.models import Category
from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.submit import submit
from marketplace.domains.inventory.queries import units_of
from marketplace.domains.orders.models import Order
from marketplace.domains.suppliers.models import Invitation, WorkAccount
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.importing.jobs import read_import
from tests import cast
from tests.factories import paying
from tests.factories.photos import photo
from tests.factories.quarrelling import returns
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from tests.house.table import Stage

_serial = count(1)
TABLE = b"category,brand,model,price\ntwo-door,Polar,BCD-9,1999\nnowhere,Polar,BCD-10,5\n"
MEMBERS_LIST = {"guest": "sign in", "person": 200, "rival": 200, "clerk": 200, "admin": 200, "worker": 200}
INVITED_ONLY = {"guest": "sign in", "person": 404, "rival": 404, "clerk": 404, "admin": 404, "worker": 404}


def number(order: Order) -> dict[str, Any]:
    session.rollback()
    return {"number": session.get_one(Order, order.id).number}


def paid(stage: Stage) -> dict[str, Any]:
    return number(paying.paid_order(stage.shelf, by=Buyer(stage.owner)))


def accepted(stage: Stage) -> dict[str, Any]:
    return number(paying.accepted_order(stage.shelf, by=Buyer(stage.owner)))


def came_back(stage: Stage) -> dict[str, Any]:
    """Return an order whose goods a case brought back."""
    order = paying.delivered_order(stage.shelf, by=Buyer(stage.owner))
    returns(order)
    return number(order)


def pieces_back(stage: Stage) -> dict[str, Any]:
    """Return the form of the pieces a case brought back: those of the stage's last order."""
    last = session.query(Order).order_by(Order.id.desc()).first()
    return {"where": "shelf", "unit": [unit.id for unit in units_of(last.number)] if last else []}


def offer(stage: Stage) -> dict[str, Any]:
    return {"offer_id": stage.shelf.offer.id}


def offer_photo(stage: Stage) -> dict[str, Any]:
    hung = photo(stage.worker, f"offer:{stage.shelf.offer.id}", purpose="product")
    return {"offer_id": stage.shelf.offer.id, "token": hung.token}


def terms(stage: Stage) -> dict[str, str]:
    """Return the terms of the stage's offer as they stand: what both clerks saw."""
    session.refresh(stage.shelf.offer)
    seen = stage.shelf.offer.updated_at.isoformat()
    return {
        "price": "2899.00",
        "cost_price": "2000",
        "shipping": "0",
        "warranty_months": "12",
        "delivery_days": "3",
        "sku": "A-1",
        "state": "on",
        "seen": seen,
    }


def first_terms(stage: Stage) -> dict[str, str]:
    known = {name: value for name, value in terms(stage).items() if name not in ("state", "seen")}
    return {**known, "pieces": "2", "warehouse": str(stage.shelf.warehouse.id)}


def serials(stage: Stage) -> dict[str, str]:
    """Return the form for the newest order; where there is none yet, one nobody can send."""
    order = session.query(Order).order_by(Order.id.desc()).first()
    line = session.execute(cast_lines(order.id)).scalar_one() if order else 0
    session.rollback()
    return {"carrier": "sf", "tracking_number": "SF00000001", f"serials_{line}": "SN-000001"}


def cast_lines(order_id: int) -> Any:
    from sqlalchemy import text

    return text("SELECT id FROM order_line WHERE order_id = :id").bindparams(id=order_id)


def other_product(stage: Stage) -> dict[str, Any]:
    del stage
    return {"slug": cast.product("BCD-777").slug}


def leaf(stage: Stage) -> dict[str, Any]:
    del stage
    cast.product("BCD-778")
    return {"category": session.query(Category).filter_by(slug="two-door").one().slug}


def new_product(stage: Stage) -> dict[str, str]:
    return {**first_terms(stage), "brand": "Polar", "model": f"NEW-{next(_serial)}"}


def warehouse(stage: Stage) -> dict[str, Any]:
    return {"warehouse_id": stage.shelf.warehouse.id}


def tried_file(stage: Stage) -> dict[str, Any]:
    cast.product("BCD-779")
    with door():
        batch = submit(
            supplier_id=stage.supplier.id,
            person_id=stage.worker.id,
            filename="fridges.csv",
            content=TABLE,
            mapping="auto",
            rules=Rules("CNY"),
            dry_run=True,
            at=clock.now(),
        )
        batch_id, found = batch.id, batch.number
    read_import(batch_id)
    return {"number": found}


def review(stage: Stage) -> dict[str, Any]:
    order = paying.paid_order(stage.shelf, by=Buyer(stage.owner))
    line_id = session.execute(cast_lines(order.id)).scalar_one()
    row_ = Review(
        order_line_id=line_id,
        product_id=stage.shelf.product.id,
        supplier_id=stage.supplier.id,
        person_id=stage.owner.id,
        stars=4,
        words="Quiet",
        created_at=clock.now(),
    )
    session.add(row_)
    session.commit()
    return {"review_id": row_.id}


def invitation(stage: Stage) -> dict[str, Any]:
    row_ = Invitation(
        supplier_id=stage.supplier.id,
        email="new@example.test",
        invited_by=stage.worker.id,
        created_at=clock.now(),
    )
    session.add(row_)
    session.commit()
    return {"invitation_id": row_.id}


def invitation_of_owner(stage: Stage) -> dict[str, Any]:
    row_ = Invitation(
        supplier_id=stage.supplier.id,
        email=str(stage.owner.email),
        invited_by=stage.worker.id,
        created_at=clock.now(),
    )
    session.add(row_)
    session.commit()
    return {"invitation_id": row_.id}


def colleague(stage: Stage) -> dict[str, Any]:
    who = cast.worker_of(stage.supplier, "Colleague", role="clerk")
    return {"account_id": session.query(WorkAccount).filter_by(person_id=who.id).one().id}


COMPANY = {"name_en": "Northwind", "name_zh": "北风", "about_en": "", "about_zh": "", "email": ""}
PLACE = {"code": "SH-9", "name_en": "Shanghai", "name_zh": "上海仓", "province": "上海市", "city": "上海"}
