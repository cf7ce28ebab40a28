from itertools import count
from typing import Any

from marketplace.domains.aftersales.models import Review
from marketplace.domains.catalog.models import Category
from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.submit import submit
from marketplace.domains.orders.models import Order
from marketplace.domains.suppliers.models import Invitation, WorkAccount
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.importing.jobs import read_import
from tests import cast
from tests.factories import paying
from tests.factories.shopping import Buyer
from tests.house.table import WORKERS, WORKERS_OWN, WORKERS_OWN_SEE_OTHER, WORKERS_SEE_OTHER, Stage, row

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


def offer(stage: Stage) -> dict[str, Any]:
    return {"offer_id": stage.shelf.offer.id}


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

ROWS = [
    row("GET", "supplier.home", **WORKERS),
    row("GET", "supplier.orders", **WORKERS),
    row("GET", "supplier.order", args=paid, **WORKERS_OWN),
    row("GET", "supplier.order_progress", args=paid, **WORKERS_OWN),
    row("GET", "supplier.order_form", args=paid, **WORKERS_OWN),
    row("GET", "supplier.packing_slip", args=paid, **WORKERS_OWN),
    row("POST", "supplier.accept", args=paid, **WORKERS_OWN_SEE_OTHER),
    row("GET", "supplier.acceptances", **WORKERS),
    row("POST", "supplier.accept_many", data={"number": "O-NONE"}, **WORKERS_SEE_OTHER),
    row("GET", "supplier.cancellation", args=paid, **WORKERS_OWN),
    row("POST", "supplier.cancel", args=paid, data={"reason": "out_of_stock"}, **WORKERS_OWN_SEE_OTHER),
    row("GET", "supplier.shipment", args=accepted, **WORKERS_OWN),
    row("POST", "supplier.ship", args=accepted, data=serials, **WORKERS_OWN_SEE_OTHER),
    row("GET", "supplier.offers", **WORKERS),
    row("GET", "supplier.offers_file", **WORKERS),
    row("GET", "supplier.offer", args=offer, **WORKERS_OWN),
    row("POST", "supplier.change_offer", args=offer, data=terms, **WORKERS_OWN_SEE_OTHER),
    row("POST", "supplier.publish_offer", args=offer, data={"state": "off"}, **WORKERS_OWN_SEE_OTHER),
    row("GET", "supplier.stock", args=offer, **WORKERS_OWN),
    row(
        "POST",
        "supplier.receive_offer",
        args=offer,
        data=lambda s: {"quantity": "3", "warehouse": str(s.shelf.warehouse.id), "replay_key": "k" * 20},
        **WORKERS_OWN_SEE_OTHER,
    ),
    row(
        "POST",
        "supplier.count_offer",
        args=offer,
        data=lambda s: {"on_hand": "9", "warehouse": str(s.shelf.warehouse.id), "replay_key": "c" * 20},
        **WORKERS_OWN_SEE_OTHER,
    ),
    row("GET", "supplier.new_offer", **WORKERS),
    row("GET", "supplier.new_offer_terms", args=other_product, **WORKERS),
    row("POST", "supplier.add_offer", args=other_product, data=first_terms, **WORKERS_SEE_OTHER),
    row("GET", "supplier.new_product", **WORKERS),
    row("GET", "supplier.new_product_facts", args=leaf, **WORKERS),
    row("POST", "supplier.add_product", args=leaf, data=new_product, **WORKERS_SEE_OTHER),
    row("GET", "supplier.warehouses", **WORKERS),
    row("GET", "supplier.new_warehouse", **WORKERS),
    row("POST", "supplier.add_warehouse", data=PLACE, **WORKERS_SEE_OTHER),
    row("GET", "supplier.warehouse", args=warehouse, **WORKERS_OWN),
    row("POST", "supplier.change_warehouse", args=warehouse, data=PLACE, **WORKERS_OWN_SEE_OTHER),
    row("POST", "supplier.shut_warehouse", args=warehouse, **WORKERS_OWN_SEE_OTHER),
    row("POST", "supplier.reopen_warehouse", args=warehouse, **WORKERS_OWN_SEE_OTHER),
    row("GET", "supplier.imports", **WORKERS),
    row("GET", "supplier.new_import", **WORKERS),
    row(
        "POST",
        "supplier.send_import",
        data={"file": (TABLE, "fridges.csv"), "mapping": "auto", "stock": "0"},
        **WORKERS_SEE_OTHER,
    ),
    row("GET", "supplier.import_", args=tried_file, **WORKERS_OWN),
    row("GET", "supplier.import_progress", args=tried_file, **{**WORKERS_OWN, "worker": 286}),
    row("POST", "supplier.run_import", args=tried_file, **WORKERS_OWN_SEE_OTHER),
    row("GET", "supplier.import_template", **WORKERS),
    row("GET", "supplier.import_errors", args=tried_file, **WORKERS_OWN),
    row("GET", "supplier.balance", **WORKERS),
    row("GET", "supplier.balance_file", **WORKERS),
    row("GET", "supplier.payouts", **WORKERS),
    row("POST", "supplier.ask_payout", data={"amount": "1.00"}, **{**WORKERS, "worker": 422, "rival": 422}),
    row("POST", "supplier.payout_account", **{**WORKERS, "worker": 503, "rival": 503}),
    row("GET", "supplier.reviews", **WORKERS),
    row("GET", "supplier.reply", args=review, **WORKERS_OWN),
    row("POST", "supplier.reply_to", args=review, data={"words": "Thank you"}, **WORKERS_OWN_SEE_OTHER),
    row("GET", "supplier.company", **WORKERS),
    row("POST", "supplier.change_company", data=COMPANY, **WORKERS_SEE_OTHER),
    row("GET", "supplier.people", **WORKERS),
    row("POST", "supplier.invite_person", data={"email": "new@example.test"}, **WORKERS_SEE_OTHER),
    row("POST", "supplier.withdraw_invitation", args=invitation, **WORKERS_OWN_SEE_OTHER),
    row("POST", "supplier.dismiss_person", args=colleague, **WORKERS_OWN_SEE_OTHER),
    row("POST", "supplier.appoint_person", args=colleague, data={"role": "owner"}, **WORKERS_OWN_SEE_OTHER),
    row("GET", "supplier.invitations", **MEMBERS_LIST),
    row("POST", "supplier.join_supplier", args=invitation_of_owner, **INVITED_ONLY, owner=303),
]
