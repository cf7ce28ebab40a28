"""Charge-backs: what a bank takes back while it decides, and what becomes of it."""
