"""Templates, compiled once for each language: what depends on the language alone is plain text by then.

`{{ _("Call") }}` and `{{ icon("phone") }}` cost a page nothing: where the argument is a constant,
what such a call says stands in the compiled template.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask.templating import Environment
from flask_babel import gettext
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from resource_finder.web.assets import asset
from resource_finder.web.pieces import icon
from resource_finder.wording.glossary import language_now

# Functions of templates whose answer is settled by their one argument and the language.
FOLDED: Mapping[str, Callable[[str], str]] = {"_": gettext, "asset": asset, "icon": icon}


class _Folding(NodeTransformer):
    # Jinja finds a visitor by the name of the node.
    def visit_Call(self, call: nodes.Call) -> nodes.Expr:  # noqa: N802
        self.generic_visit(call)
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        match call.args:
            case [nodes.Const(value=str() as argument)] if name in FOLDED:
                text = FOLDED[name](argument)
                return _put_in(text, call.kwargs) if name == "_" else nodes.TemplateData(text)
        return call


def _put_in(words: str, values: list[nodes.Keyword]) -> nodes.Expr:
    """As Jinja's own `_` has it: a format string, also where nothing is put in."""
    if not values:
        return nodes.TemplateData(str(Markup(words) % {}))
    pairs = [nodes.Pair(nodes.Const(value.key), value.value) for value in values]
    return nodes.Mod(nodes.TemplateData(words), nodes.Dict(pairs))


class _FoldingGenerator(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        if self.environment.overlayed:
            _Folding().visit(node)
        super().visit_Template(node, frame)


class Templates(Environment):
    """The environment of an application, which hands a template out in the language of the page.

    Who edits templates and static files (`debug`) gets them as they are.
    """

    code_generator_class = _FoldingGenerator

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._in_language: dict[str, Templates] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        if self.overlayed or self.app.debug:
            return super().get_template(name, parent, globals)
        return self._of(language_now()).get_template(name, parent, globals)

    def _of(self, language: str) -> "Templates":
        """Made at the first page, when all that templates may call has been said."""
        found = self._in_language.get(language)
        return found if found is not None else self._in_language.setdefault(language, self.overlay())
