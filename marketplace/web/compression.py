"""Fewer bytes on slow networks: Brotli where the browser reads it, else gzip."""

import gzip

import brotli

SMALLEST = 400  # below this the headers weigh more than what is saved
LEVEL_NOW = 4  # while somebody waits
LEVEL_KEPT = 5  # for a page that many will read
LEVEL_AHEAD = 11  # for files made at start
TEXT = ("text/", "application/json", "application/javascript", "application/manifest+json", "image/svg+xml")


def best_encoding(accepted: str) -> str:
    """Choose `br`, `gzip` or `` (as it is) from an Accept-Encoding header."""
    if not accepted:
        return ""
    offers = {}
    for part in accepted.lower().split(","):
        name, _, quality = part.strip().partition(";")
        offers[name.strip()] = quality.strip().removeprefix("q=").strip() not in ("0", "0.0", "0.00", "0.000")
    return next((name for name in ("br", "gzip") if offers.get(name)), "")


def compress(body: bytes, encoding: str, level: int = LEVEL_KEPT) -> bytes:
    """Return `body` in `encoding`; `level` is Brotli's, gzip follows."""
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=level))
    if encoding == "gzip":
        return gzip.compress(body, min(level + 1, 9), mtime=0)
    return body


def is_text(content_type: str) -> bool:
    """Say whether this kind of content shrinks."""
    return content_type.startswith(TEXT)
