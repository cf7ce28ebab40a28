"""Warehouses, stock, holds on stock, and the physical units that leave.

Always holds: 0 ≤ reserved ≤ on hand; on hand = the sum of its movements; reserved = the sum of its live holds;
a serial number of a product is one unit.
"""
