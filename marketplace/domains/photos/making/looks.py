"""How a photo looks, in 64 bits: near photos have near numbers, whatever their size, colours or compression.

A difference hash (Neal Krawetz, "Kind of Like That", 2013): is each of 9 × 8 grey fields brighter than its neighbour?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 9, 8
BANDS, BITS = 4, 16
PLAIN = 6  # bits: with fewer, or all but fewer, it is a wall or a sky, near to every other wall


def looks(picture: Image) -> int:
    """Return the hash as PostgreSQL keeps it: a signed number of 64 bits."""
    grey = picture.convert("L").resize((WIDTH, HEIGHT), resample=4, reducing_gap=None).tobytes()
    bits = 0
    for row in range(HEIGHT):
        for column in range(WIDTH - 1):
            at = row * WIDTH + column
            bits = bits << 1 | (grey[at] > grey[at + 1])
    return bits - 2**64 if bits >= 2**63 else bits


def bands(hashed: int) -> list[int]:
    """Return the hash in four numbered parts, of which two near photos share at least one; none for a plain wall.

    Two hashes that differ in up to three bits share a whole part, whichever bits these are.
    """
    bits = hashed % 2**64
    if not PLAIN <= bits.bit_count() <= 64 - PLAIN:
        return []
    return [part << BITS | bits >> BITS * part & 0xFFFF for part in range(BANDS)]
