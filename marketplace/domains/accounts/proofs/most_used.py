"""The passwords that most people chose: some 16,000 of eight characters or more, out of published breaches.

`most_used.txt.xz` holds them in small letters, sorted, one a line: those of the lists that Django 5.2 (BSD-3-Clause,
Django Software Foundation; compiled by Royce Williams from Pwned Passwords) and zxcvbn 4.5 (MIT, Daniel Wolf) carry.
"""

import lzma
from functools import cache
from pathlib import Path

KEPT = Path(__file__).with_name("most_used.txt.xz")


def is_most_used(password: str) -> bool:
    """Say whether many people had this password, in whatever mixture of large and small letters."""
    return "\n" not in password and f"\n{password.casefold()}\n" in _all()


@cache
def _all() -> str:
    # One text of 160 KB, and a search of some microseconds beside the hash that follows it.
    return "\n" + lzma.decompress(KEPT.read_bytes()).decode()
