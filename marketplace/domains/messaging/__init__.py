"""Messaging: what a buyer and a seller write each other about one thing, and who wants to hear from whom.

Always holds: two people and one subject make one conversation; nobody else reads it but permitted staff, and each such
reading is noted; before a deal, ways to meet elsewhere are hidden; who is blocked is not heard.
"""
