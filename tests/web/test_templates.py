"""Templates at speed: what is kept is kept by language, by value and by type, and never across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from marketplace.web import languages

if TYPE_CHECKING:
    from flask import Flask


def parts(app: Flask, name: str) -> Any:
    return app.jinja_env.get_template(f"components/{name}.html")._get_default_module()


def test_a_kept_part_tells_typed_words_from_markup(house: Flask) -> None:
    badge = parts(house, "badge").badge
    assert "<i>new</i>" in badge(Markup("<i>new</i>"))
    assert "<i>new</i>" not in badge("<i>new</i>")
    assert "&lt;i&gt;new" in badge("<i>new</i>")


def test_a_kept_part_speaks_each_language(house: Flask) -> None:
    box = parts(house, "search").search_box
    with languages.speaking("en"):
        said = [box(q="fridge")]
    with languages.speaking("zh"):
        said.append(box(q="fridge"))
    with languages.speaking("en"):
        said.append(box(q="fridge"))
    assert said[0] == said[2]
    assert "搜索" in said[1]
    assert "搜索" not in said[0]


def test_sentences_are_escaped_where_pages_are(house: Flask) -> None:
    page = house.jinja_env.from_string("{{ _('Results for “%(words)s”', words=typed) }}")
    assert "<b>" not in page.render(typed="<b>")
    plain = house.jinja_env.overlay(autoescape=False).from_string("{{ _('Try again') }}")
    assert type(plain.render()) is str


def test_functions_get_what_they_ask_for(house: Flask) -> None:
    source = "{% for one in [1, 2] %}{{ ngettext('%(num)s review', '%(num)s reviews', one) }} {% endfor %}"
    with languages.speaking("en"):
        assert house.jinja_env.from_string(source).render() == "1 review 2 reviews "
