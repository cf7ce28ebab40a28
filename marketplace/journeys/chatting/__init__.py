"""Buyer and seller write each other, about one listing and the order that comes of it."""
