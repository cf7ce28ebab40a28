"""Strict reading of HTML: parse errors, doubled ids, unnamed controls and inline code all raise."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

BLOCKS = {"p", "div", "li", "td", "th", "dt", "dd", "option", "h1", "h2", "h3", "br"}  # words end here
QUIET = {"script", "style", "template", "title", "noscript"}
UNNAMED = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list")


def read(source: str, where: str = "page") -> Element:
    """Parse a page or a fragment. Refuses: anything a validator would."""
    is_page = source.lstrip()[:9].lower() == "<!doctype"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = (
        parser.parse(source) if is_page else parser.parseFragment(source, container=_container(source))
    )
    complaints = [f"line {line}: {code} {data}" for (line, _), code, data in parser.errors]
    complaints += list(problems(tree, is_page=is_page))
    assert not complaints, (
        f"{where}:\n  " + "\n  ".join(complaints[:20]) + "\n" + _around(source, parser.errors)
    )
    return tree


def _container(source: str) -> str:
    start = source.lstrip()[:6].lower()
    return {"<tr": "tbody", "<td": "tr", "<th": "tr", "<optio": "select"}.get(
        start if start == "<optio" else start[:3], "div"
    )


def _around(source: str, errors: list[tuple[tuple[int, int], str, object]]) -> str:
    lines = source.splitlines()
    return "\n".join(lines[max(0, line - 2) : line + 1][-1][:300] for (line, _), _, _ in errors[:3] if lines)


def problems(tree: Element, *, is_page: bool) -> Iterator[str]:
    """Say what is wrong with a well-formed tree."""
    counted = Counter(e.get("id") for e in elements(tree) if e.get("id"))
    yield from (f"id {name!r} stands {n} times" for name, n in counted.items() if n > 1)
    yield from _unnamed(tree)
    yield from _inline(tree)
    if is_page:
        known = set(counted)
        yield from _dangling(tree, known)
        if (n := len(find(tree, "h1"))) != 1:
            yield f"{n} <h1>"
        if not words_in_title(tree):
            yield "no <title>"
        if not (tree.get("lang") or (find(tree, "html") and find(tree, "html")[0].get("lang"))):
            yield "no lang on <html>"


def _unnamed(tree: Element) -> Iterator[str]:
    labelled = {e.get("for") for e in elements(tree) if e.tag == "label"}
    wrapped = {id(inner) for e in elements(tree) if e.tag == "label" for inner in e.iter()}
    for e in elements(tree):
        named = e.get("aria-label") or e.get("aria-labelledby") or e.get("title")
        if e.tag in ("input", "select", "textarea") and e.get("type", "text") not in UNNAMED:
            if not named and e.get("id") not in labelled and id(e) not in wrapped:
                yield f"<{e.tag} name={e.get('name')!r}> has no label"
        elif e.tag in ("button", "a") and not named and not names_of(e):
            yield f"<{e.tag} {dict(e.attrib)}> says nothing"
        elif e.tag == "img" and e.get("alt") is None:
            yield f"<img src={e.get('src')!r}> has no alt"


def _inline(tree: Element) -> Iterator[str]:
    for e in elements(tree):
        if e.tag == "style" or e.get("style") is not None:
            yield f"inline style on <{e.tag}>"
        if (
            e.tag == "script"
            and not e.get("src")
            and e.get("type") not in ("application/ld+json", "application/json")
        ):
            yield "inline script"
        yield from (f"{name} on <{e.tag}>" for name in e.attrib if name.startswith(("on", "hx-on")))
        if (e.get("href") or "").lower().startswith("javascript:"):
            yield "javascript: link"


def _dangling(tree: Element, known: set[str | None]) -> Iterator[str]:
    for e in elements(tree):
        for name in REFERENCES:
            missing = [i for i in (e.get(name) or "").split() if i not in known]
            if missing:
                yield f"<{e.tag} {name}={e.get(name)!r}> points at nothing"


def elements(tree: Element) -> Iterator[Element]:
    """Walk the elements, without comments."""
    return (e for e in tree.iter() if isinstance(e.tag, str))


def find(tree: Element, tag: str, **attributes: str) -> list[Element]:
    """Return elements by tag and attributes; `class_="x"` means that x is among the classes, `_` reads as `-`."""

    def fits(e: Element) -> bool:
        for name, value in attributes.items():
            if name == "class_":
                if value not in (e.get("class") or "").split():
                    return False
            elif e.get(name.strip("_").replace("_", "-")) != value:
                return False
        return True

    return [e for e in elements(tree) if e.tag == tag and fits(e)]


def words(element: Element) -> str:
    """Return what a reader sees of an element, with single spaces."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in QUIET:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            if isinstance(child.tag, str) and child.tag in BLOCKS:
                yield " "
            yield child.tail or ""


def names_of(element: Element) -> str:
    """Return an element's accessible name, near enough."""
    alts = [
        e.get("alt") or e.get("aria-label") or ""
        for e in elements(element)
        if e.tag.rsplit("}", 1)[-1] in ("img", "svg")
    ]
    return " ".join(filter(None, [element.get("aria-label"), words(element), *alts]))


def words_in_title(tree: Element) -> str:
    return " ".join((t.text or "").strip() for t in find(tree, "title"))


def controls(tree: Element, form: Element) -> list[Element]:
    """Return a form's controls: those inside it and those that name it."""
    kinds = ("input", "select", "textarea", "button")
    inside = [e for e in elements(form) if e.tag in kinds and e.get("form") in (None, form.get("id"))]
    named = [
        e for e in elements(tree) if e.tag in kinds and form.get("id") and e.get("form") == form.get("id")
    ]
    return inside + [e for e in named if e not in inside]


def successful(parts: list[Element]) -> dict[str, list[object]]:
    """Return what a browser would send of controls nobody touched."""
    values: dict[str, list[object]] = {}
    for e in parts:
        name = e.get("name")
        if name and e.get("disabled") is None and (value := _value(e)) is not None:
            values.setdefault(name, []).extend(value)
    return values


def _value(e: Element) -> list[str] | None:
    kind = e.get("type", "text")
    if e.tag == "textarea":
        return [(e.text or "").removeprefix("\n")]
    if e.tag == "select":
        options = find(e, "option")
        chosen = [o for o in options if o.get("selected") is not None] or (
            [] if e.get("multiple") is not None else options[:1]
        )
        return [_option(o) for o in chosen]
    if e.tag == "button" or kind in ("submit", "button", "image", "reset", "file"):
        return None
    if kind in ("checkbox", "radio"):
        return [e.get("value", "on")] if e.get("checked") is not None else None
    return [e.get("value", "")]


def _option(option: Element) -> str:
    return option.get("value", words(option))


def choices(parts: list[Element]) -> set[str] | None:
    """Return what may be chosen, or None where people type."""
    if all(p.tag == "select" for p in parts):
        return {_option(o) for p in parts for o in find(p, "option")}
    if all(p.get("type") in ("radio", "checkbox") for p in parts):
        return {p.get("value", "on") for p in parts}
    return None
