"""Second-hand deals: haggling, buying, changing hands, being paid."""
