"""Templates at speed: sentences looked up once, parts that always read the same written once in each language.

A file of parts names in `{% set lasting = [...] %}` those macros whose words follow from their arguments and the
language alone, and whose arguments are plain words and figures. They are kept by these arguments; no person's page is.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from types import FunctionType
from typing import Any

from flask import Flask
from flask.templating import Environment as FlaskEnvironment
from jinja2 import Template, pass_eval_context
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup
from typing_extensions import override

from marketplace.web import catalogue, languages

MOST_KEPT = 512  # writings of one part
MOST_SENTENCES = 8192


@lru_cache(maxsize=MOST_SENTENCES)
def _plain(language: str, sentence: str) -> str:
    return catalogue.lookup(language, sentence) % {}


@lru_cache(maxsize=MOST_SENTENCES)
def _marked(language: str, sentence: str) -> Markup:
    return _markup(catalogue.lookup(language, sentence)) % {}


def _markup(sentence: str) -> Markup:
    return Markup(sentence)  # noqa: S704 -- our own sentences; what is filled in is escaped


@pass_eval_context
def gettext(here: EvalContext, sentence: str, /, **variables: Any) -> str:
    """Say a sentence in the page's language, as Jinja's newstyle gettext does."""
    language = languages.current()
    if not variables:
        return (_marked if here.autoescape else _plain)(language, sentence)
    found = catalogue.lookup(language, sentence)
    return (_markup(found) if here.autoescape else found) % variables


@pass_eval_context
def ngettext(here: EvalContext, one: str, many: str, num: int, /, **variables: Any) -> str:
    """Say a sentence about `num` things in the page's language."""
    found = catalogue.lookup_plural(languages.current(), one, many, num)
    return (_markup(found) if here.autoescape else found) % {"num": num, **variables}


_HERE = gettext.__dict__["jinja_pass_arg"]


class PartsTemplate(Template):
    """A template whose macros are made once: ours see the same globals wherever they are imported."""

    @override
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            module = self.make_module()
            for name in getattr(module, "lasting", ()):
                setattr(module, name, _kept(getattr(module, name)))
            self._module = module
        return self._module


class QuickContext(Context):
    """A context that asks plain functions without wondering what else they might be."""

    def call(self, callee: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if type(callee) is not FunctionType:
            return super().call(callee, *args, **kwargs)
        wants = callee.__dict__.get("jinja_pass_arg")
        if wants is not None and wants is not _HERE:
            return super().call(callee, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return callee(*args, **kwargs) if wants is None else callee(self.eval_ctx, *args, **kwargs)


class Environment(FlaskEnvironment):
    """Flask's, with our templates."""

    template_class = PartsTemplate
    context_class = QuickContext


def _kept(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    # By type as well: `<b>` as typed and as markup are equal, and must not be written alike.
    @lru_cache(maxsize=MOST_KEPT, typed=True)
    def written(_language: str, *args: Any, **kwargs: Any) -> Markup:
        return macro(*args, **kwargs)

    @wraps(written)
    def part(*args: Any, **kwargs: Any) -> Markup:
        try:
            return written(languages.current(), *args, **kwargs)
        except (
            TypeError
        ):  # a list among them, which nothing is kept by; a fault of the macro's own shows again
            return macro(*args, **kwargs)

    return part


def install(app: Flask) -> None:
    """Let templates speak."""
    app.jinja_env.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext})
