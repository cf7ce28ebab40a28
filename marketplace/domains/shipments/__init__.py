"""Parcels: who carries an order, under which number, and where it was seen.

Always holds: one shipment per order; a carrier's event is kept once; delivered is final.
"""
