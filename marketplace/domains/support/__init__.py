"""Support: what people report of others, the strikes that follow, and their appeals.

Always holds: a person reports a thing once and never their own; nobody decides on what concerns themselves; every
decision names who and why.
"""
