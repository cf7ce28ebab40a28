"""The levers real companies do not have: look into the books, order mishaps, move the clock."""
