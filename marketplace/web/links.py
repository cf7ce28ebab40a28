"""Addresses: where a person was going, and where they may be sent."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from flask import request
from werkzeug.datastructures import MultiDict

LONGEST_NEXT = 2000
_QUERY = "%=&+;:@/?,!$'()*~-._[]"
_STRAYS = re.compile(r"[\\\x00-\x1f\x7f]")


def safe_next(target: str | None, default: str = "/") -> str:
    """Return `target` when it is a path on this site, else `default`."""
    if not target or len(target) > LONGEST_NEXT or not target.startswith("/"):
        return default
    # Browsers read a backslash as a slash and drop control characters: `/\\evil` and `/\t/evil` leave the site.
    if target.startswith("//") or _STRAYS.search(target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def asked_next(default: str = "/") -> str:
    """Return where the visitor wanted to go, from the form or the query."""
    return safe_next(request.values.get("next"), default)


def this_path() -> str:
    """Return this page's path with its query, to come back to."""
    query = quote(request.query_string.decode("latin-1"), safe=_QUERY)
    return quote(request.path) + ("?" + query if query else "")


def this_url(**changes: str | int | None) -> str:
    """Return this page's path and query with `changes` made; None removes a name."""
    query = MultiDict(request.args)
    for name, value in changes.items():
        query.poplist(name)
        if value is not None and value != "":
            query.add(name, str(value))
    return with_query(request.path, query)


def with_query(path: str, query: "MultiDict[str, str]") -> str:
    """Return `path` with `query`, which may say a name more than once."""
    words = urlencode(list(query.items(multi=True)))
    return quote(path) + ("?" + words if words else "")


def without_language(path: str) -> str:
    """Return a path of ours without `lang=`, which would outvote the switch just used."""
    parts = urlsplit(path)
    words = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "lang"])
    return parts.path + ("?" + words if words else "")
