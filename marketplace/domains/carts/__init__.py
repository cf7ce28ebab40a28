"""Carts: what somebody means to buy, a guest's too.

Always holds: one cart per person and per guest; an offer stands once in a cart; nothing here is a promise of
price or stock: checkout asks again.
"""
