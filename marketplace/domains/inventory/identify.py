"""Tie the serial numbers that leave to product, supplier and buyer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.inventory.models import Unit, UnitEvent
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.rows import insert_rows
from marketplace.foundation.text import N_

SERIAL = re.compile(r"[A-Z0-9][A-Z0-9/.-]{3,39}")


@dataclass(frozen=True, slots=True)
class Leaving:
    """So many pieces of a product that leave, with the field a refusal belongs to."""

    product_id: int
    quantity: int
    warranty_months: int
    field: str


def read_serials(typed: str) -> list[str]:
    """Read serial numbers as people type or scan them: one a line, or with commas or spaces between."""
    return [part.upper() for part in re.split(r"[\s,，;；]+", typed.strip()) if part]


def identify(
    *,
    order_number: str,
    supplier_id: int,
    owner_id: int,
    leaving: Sequence[Leaving],
    serials: Mapping[str, Sequence[str]],
    at: datetime,
) -> None:
    """Write one unit per piece; `serials` are given by each leaving's field.

    Refuses: too few or too many, one twice, one that no maker prints, one that has left and not come back.
    """
    rows = []
    for piece in leaving:
        given = [serial.strip().upper() for serial in serials.get(piece.field, ())]
        _check(given, piece)
        rows += [
            {
                "product_id": piece.product_id,
                "serial": serial,
                "supplier_id": supplier_id,
                "owner_id": owner_id,
                "order_number": order_number,
                "sold_at": at,
                "warranty_months": piece.warranty_months,
            }
            for serial in given
        ]
    _write(rows, leaving)


def _check(given: list[str], piece: Leaving) -> None:
    if len(given) != piece.quantity:
        raise Refused(
            N_("Enter %(wanted)s serial numbers, one for each piece; there are %(given)s."),
            field=piece.field,
            wanted=piece.quantity,
            given=len(given),
        )
    if len(set(given)) != len(given):
        raise Refused(N_("The same serial number is there twice."), field=piece.field)
    odd = next((serial for serial in given if not SERIAL.fullmatch(serial)), None)
    if odd is not None:
        raise Refused(
            N_("“%(serial)s” is no serial number: 4 to 40 letters, digits, dots, slashes or hyphens."),
            field=piece.field,
            serial=odd[:40],
        )


def _write(rows: list[dict[str, object]], leaving: Sequence[Leaving]) -> None:
    statement = insert(Unit).on_conflict_do_nothing(index_elements=["product_id", "serial"])
    returned = session.execute(statement.values(rows).returning(Unit.id, Unit.product_id, Unit.serial))
    written = {(row.product_id, row.serial): row.id for row in returned}
    for row in rows:
        if (row["product_id"], row["serial"]) not in written:
            field = next(piece.field for piece in leaving if piece.product_id == row["product_id"])
            written[row["product_id"], row["serial"]] = _leave_again(row, field)
    _note(rows, written)


def _leave_again(row: dict[str, object], field: str) -> int:
    """Let a unit leave once more that came back to this supplier. Refuses: one that did not."""
    mine = {name: row[name] for name in ("product_id", "serial", "supplier_id")}
    new = {name: row[name] for name in ("owner_id", "order_number", "sold_at", "warranty_months")}
    stmt = update(Unit).filter_by(**mine, owner_id=None).values(new).returning(Unit.id)
    again = session.scalars(stmt.execution_options(synchronize_session=False)).one_or_none()
    if again is None:
        raise Refused(
            N_("Serial number %(serial)s has already left the warehouse with another order."),
            field=field,
            serial=row["serial"],
        )
    return again


def _note(rows: list[dict[str, object]], written: dict[tuple[object, object], int]) -> None:
    insert_rows(
        UnitEvent,
        [
            {
                "unit_id": written[row["product_id"], row["serial"]],
                "kind": "sold",
                "reference": row["order_number"],
                "details": {"warranty_months": row["warranty_months"]},
                "at": row["sold_at"],
            }
            for row in rows
        ],
    )
