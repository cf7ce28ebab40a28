"""Send an order on its way."""

import re
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from marketplace.domains.shipments.models import Shipment
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

# Who may carry, and what buyers know them by. The carrier gateway follows them all under one address.
CARRIERS: dict[str, dict[str, str]] = {
    "sf": {"en": "SF Express", "zh": "顺丰速运"},
    "jd": {"en": "JD Logistics", "zh": "京东物流"},
    "deppon": {"en": "Deppon Express", "zh": "德邦快递"},
    "zto": {"en": "ZTO Express", "zh": "中通快递"},
    "own": {"en": "Supplier's own van", "zh": "商家自有车辆"},
    "movers": {"en": "Coolspot's movers", "zh": "哪凉快搬运"},
}
MOVERS = "movers"  # bring bulky second-hand goods, under the order's own number
FOR_SUPPLIERS = ("sf", "jd", "deppon", "zto", "own")
FOR_SELLERS = ("sf", "jd", "deppon", "zto")
TRACKING = re.compile(r"[A-Z0-9-]{6,40}")


def dispatch(*, order_id: int, carrier: str, tracking_number: str, at: datetime) -> Shipment:
    """Write down who carries an order under which number.

    Refuses: an unknown carrier, a number no carrier would print, a number in use for another order.
    """
    number = tracking_number.strip().upper()
    if carrier not in CARRIERS:
        raise Refused(N_("Choose a carrier from the list."), field="carrier")
    if not TRACKING.fullmatch(number):
        raise Refused(
            N_("A tracking number has 6 to 40 letters, digits or hyphens."), field="tracking_number"
        )
    shipment = Shipment(order_id=order_id, carrier=carrier, tracking_number=number, shipped_at=at)
    try:
        with session.begin_nested():
            session.add(shipment)
    except IntegrityError as error:
        raise Refused(
            N_("This tracking number already belongs to another order."), field="tracking_number"
        ) from error
    return shipment
