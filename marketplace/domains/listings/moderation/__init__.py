"""Moderation: what a machine finds odd about a listing, and what a person decides.

Always holds: a flag only says where to look, a person decides; nobody decides about their own; every no has a reason
its seller reads in their language; a decision can be taken back while nobody has acted on it.
"""
