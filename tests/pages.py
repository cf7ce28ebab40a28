"""A page as a person meets it: strictly parsed, its forms to fill, its links to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tests import html

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from werkzeug.test import TestResponse

    from tests.client import Client


class Page:
    """One answer; HTML is parsed and checked as it arrives."""

    def __init__(self, client: Client, url: str, answer: TestResponse, visited: list[int]) -> None:
        self.client, self.url, self.visited = client, url, visited
        self.status, self.headers, self.body = answer.status_code, answer.headers, answer.get_data()
        self.tree: Element | None = None
        if answer.mimetype == "text/html" and self.body and not 300 <= self.status < 400:
            self.tree = html.read(self.text, where=f"{url} ({self.status})")

    def __repr__(self) -> str:
        return f"<Page {self.url} {self.status}: {self.words[:400]}>"

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        import json

        return json.loads(self.body)

    @property
    def words(self) -> str:
        """All a reader sees, with single spaces."""
        return html.words(self._tree)

    @property
    def _tree(self) -> Element:
        assert self.tree is not None, f"{self.url} answered {self.status} with no HTML: {self.body[:200]!r}"
        return self.tree

    def says(self, *sentences: str) -> Page:
        """Check that a reader sees each of these."""
        for sentence in sentences:
            assert " ".join(sentence.split()) in self.words, f"{sentence!r} is not on {self!r}"
        return self

    def hides(self, *sentences: str) -> Page:
        """Check that a reader sees none of these."""
        for sentence in sentences:
            assert sentence not in self.words, f"{sentence!r} is on {self!r}"
        return self

    def is_(self, status: int) -> Page:
        """Check the answer's status."""
        assert self.status == status, (
            f"expected {status}: {self.text[:1500] if self.tree is None else self!r}"
        )
        return self

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with this tag and these attributes (`class_` holds one class)."""
        return html.find(self._tree, tag, **attributes)

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} <{tag} {attributes}> on {self!r}"
        return found[0]

    def link(self, words: str) -> str:
        """Return where the link that says this leads."""
        found = {a.get("href", "") for a in self.all("a") if words in html.names_of(a)}
        assert len(found) == 1, f"{len(found)} links say {words!r} on {self!r}"
        return urljoin(self.url, found.pop())

    def click(self, words: str) -> Page:
        """Follow the link that says this."""
        return self.client.get(self.link(words))

    def form(self, action: str | None = None, *, button: str | None = None) -> Form:
        """Return the one form that goes to `action` (its path), or that has this button."""
        found = [Form(self, e) for e in self.all("form")]
        if action is not None:
            found = [form for form in found if urlsplit(form.action).path == action]
        if button is not None:
            found = [form for form in found if form.button(button) is not None]
        assert found, f"no such form on {self!r}"
        assert len(found) == 1 or len({form.element for form in found}) == 1, (
            f"{len(found)} such forms on {self!r}"
        )
        return found[0]

    def press(self, button: str) -> Page:
        """Send the one form that has this button, as it stands."""
        return self.form(button=button).submit(button)


class Form:
    """A form as the page gave it, to be filled and sent."""

    def __init__(self, page: Page, element: Element) -> None:
        self.page, self.element = page, element
        self.action = urljoin(page.url, element.get("action") or page.url)
        self.method = element.get("method", "get").upper()
        self.parts = html.controls(page._tree, element)
        self.values: dict[str, list[Any]] = html.successful(self.parts)

    def button(self, words: str | None) -> Element | None:
        """Return the submit button that says this, or the first."""
        buttons = [p for p in self.parts if p.tag == "button" and p.get("type", "submit") == "submit"]
        return next((b for b in buttons if words is None or words in html.names_of(b)), None)

    def fill(self, values: dict[str, Any] | None = None, **more: Any) -> Form:
        """Type or choose; a field that is not there, or a choice not offered, is an error, as for a person."""
        for name, value in {**(values or {}), **more}.items():
            wanted = value if isinstance(value, list) else [value]
            parts = [p for p in self.parts if p.get("name") == name]
            assert parts, f"no field {name!r} in the form to {self.action}: {sorted(self.values)}"
            offered = html.choices(parts)
            if offered is not None:
                assert {str(v) for v in wanted if v is not None} <= offered, (
                    f"{name}: {wanted} not among {sorted(offered)}"
                )
            self.values[name] = [v if isinstance(v, tuple) else str(v) for v in wanted if v is not None]
        return self

    def submit(self, button: str | None = None, *, follow: bool = True, htmx: str | bool = False) -> Page:
        """Send it with this button, or the first."""
        pressed = self.button(button)
        assert button is None or pressed is not None, f"no button {button!r} in the form to {self.action}"
        values = dict(self.values)
        if pressed is not None and pressed.get("name"):
            values[pressed.get("name", "")] = [pressed.get("value", "")]
        action = (pressed.get("formaction") if pressed is not None else None) or self.action
        if self.method == "GET":
            from urllib.parse import urlencode

            return self.page.client.get(
                f"{action.split('?')[0]}?{urlencode(values, doseq=True)}", follow=follow, htmx=htmx
            )
        return self.page.client.post(action, values, follow=follow, htmx=htmx)
