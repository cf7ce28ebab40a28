"""People: who they are, how they prove it, where they live, which devices are signed in.

Always holds: an e-mail address or phone number belongs to one person; a password is kept only as argon2id;
a session, a code and a token are kept only as fingerprints; a suspended person has no live session.
"""
