"""How a shipment moves."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

SHIPMENT = Table(
    subject="shipment",
    moves={("under_way", "deliver"): "delivered"},
    refusal=N_("This parcel has been delivered."),
)
