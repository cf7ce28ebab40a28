"""Where people have things delivered.

Always holds: an address belongs to one person; whoever has addresses has one default; a removed one can come back.
"""
