"""Listings: used appliances, one unit each, offered by people with a verified name.

Always holds: nobody but its seller and staff sees a listing before it is approved; an edit to an approved one waits
while the approved version stays up; one unit is reserved for one buyer at a time; what the law or the maker took off
the market cannot be listed; nobody buys from, bids on, asks or moderates themselves.

A *proposal* is a price a buyer or seller proposes; the word *offer* is a supplier's in this house.
"""
