"""Haggling: what people leave at a listing before they buy: proposals of a price, questions, favourites, searches.

Always holds: one open proposal between one buyer and one listing; of all proposals for a listing one is accepted, ever
at a time; an unanswered one ends by itself.
"""
