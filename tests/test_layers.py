"""The map of the layers: imports point only downwards, and capabilities do not know each other."""

import ast
from pathlib import Path
from unittest import TestCase

ARTICLES = Path(__file__).resolve().parent.parent / "articles"

# From the top. A module may import modules of lower layers, and of its own layer as OWN_LAYER says.
LAYERS = [
    {"apps", "desk", "urls"},
    {
        "admin",
        "bodies",
        "checks",
        "converters",
        "feeds",
        "furniture",
        "going_on",
        "management",
        "middleware",
        "paging",
        "sheets",
        "sitemaps",
        "structured",
        "templatetags",
        "uploads",
        "views",
    },
    {"backup", "front", "importing", "printing", "publishing", "search"},
    {"models"},
    {"embeds", "figures", "mail", "markup", "pictures", "tables", "text"},
]
OWN_LAYER = {
    "admin": {"furniture", "going_on", "sheets"},
    "feeds": {"bodies", "furniture"},
    "management": {"furniture", "sheets"},
    "sheets": {"furniture"},
    "structured": {"furniture"},
    "templatetags": {"bodies", "furniture", "structured"},
    "views": {"furniture", "going_on", "paging", "sheets"},
    "mail": {"text"},
    "markup": {"figures", "text"},
    "pictures": {"text"},
}


def modules():
    """Yield each module of the app: its name below `articles`, and its file."""
    for file in sorted(ARTICLES.rglob("*.py")):
        parts = file.relative_to(ARTICLES).with_suffix("").parts
        if parts[0] not in ("__init__", "migrations"):
            yield parts[0], file


def imported(file):
    """Yield the modules of the app that a file imports, and the import's node."""
    package = ("articles", *file.relative_to(ARTICLES).parent.parts)
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            path = [*base, *(node.module or "").split(".")] if node.module else [*base]
            names = [path] if len(path) > 1 else [[*path, alias.name] for alias in node.names]
            for name in names:
                if name[0] == "articles" and len(name) > 1:
                    yield name[1], node


def layer_of(name):
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


class LayerTests(TestCase):
    def test_every_module_has_its_layer(self):
        known = set().union(*LAYERS)
        self.assertEqual({name for name, _ in modules()}, known)

    def test_imports_point_downwards(self):
        for name, file in modules():
            for target, _ in imported(file):
                with self.subTest(file=file.relative_to(ARTICLES), imports=target):
                    allowed = target == name or target in OWN_LAYER.get(name, ())
                    self.assertTrue(allowed or layer_of(target) > layer_of(name))

    def test_nothing_is_imported_inside_a_function(self):
        for _, file in modules():
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.FunctionDef):
                    inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                    self.assertEqual(inner, [], f"{file.name}: {node.name}")

    def test_copy_knows_neither_database_nor_requests(self):
        for name, file in modules():
            if name in LAYERS[-1]:
                self.assertNotRegex(file.read_text(), r"django\.(db|http|views)")
