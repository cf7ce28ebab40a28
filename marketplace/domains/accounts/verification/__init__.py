"""Real names: who asks to be known by theirs, what the register says, what staff decide.

Always holds: one identity belongs to one account; a number and a document lie sealed, and every look at a document is
written down; nobody decides about themselves; documents are forgotten some weeks after the decision.
"""
