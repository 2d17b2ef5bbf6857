import re
import unittest

from odoo.tests import TransactionCase

from ..scripts import readme
from ..scripts.markdown import to_rst
from ..scripts.paths import ROOT

CODE = re.compile(r"`([^`\n]+)`")
FOLDERS = (
    "benchmarks|controllers|data|flows|models|readme|sandbox|scripts|security|"
    "shopify|static|tests|views|wizards"
)
PATH = re.compile(rf"(?<![\w/])(?:{FOLDERS})/[\w./*-]*")
SCOPES = re.compile(r"^ *(read_\w+(?:,read_\w+)+)$", re.MULTILINE)


def source(name):
    return (ROOT / "readme" / f"{name}.md").read_text()


def table_rows(text):
    """Cells of the rows of all tables in a text."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


class TestReadme(TransactionCase):
    """What the README says is so."""

    def test_generated_files_are_up_to_date(self):
        self.assertEqual(readme.stale(), [], "run ./dev readme")

    def test_permissions_are_those_of_the_flows(self):
        flows = [
            flow
            for flow in self.env["shopify.flow"]._flows()
            if not flow._shopify_system and flow._original_module == "connector_shopify"
        ]
        text = source("CONFIGURE")

        named = SCOPES.search(text)[1]
        rows = {row[0]: set(CODE.findall(row[1])) for row in table_rows(text)}

        at_first = {
            scope
            for flow in flows
            if flow._prepare_policy(self.env["shopify.backend"]).get("enabled", True)
            for scope in flow._shopify_scopes
        }
        self.assertEqual(named, ",".join(sorted(at_first)))
        for flow in flows:
            label = flow._label()
            self.assertEqual(rows.get(label), set(flow._shopify_scopes), label)

    def test_channels_are_those_of_the_jobs(self):
        line = re.search(r"^ *channels = (.*)$", source("INSTALL"), re.MULTILINE)[1]
        named = {part.partition(":")[0] for part in line.split(",")} - {"root"}

        channels = self.env["queue.job.channel"].search(
            [("complete_name", "=like", "root.shopify.%")]
        )
        self.assertEqual(named, set(channels.mapped("complete_name")))

    def test_files_named_exist(self):
        names = {
            name
            for code in CODE.findall(source("DEVELOP"))
            for name in PATH.findall(code)
        }
        self.assertIn("controllers/webhook.py", names)
        self.assertEqual([name for name in names if not any(ROOT.glob(name))], [])

    def test_hooks_named_exist(self):
        text = source("DEVELOP").partition("## Hooks")[2].partition("```")[0]
        rows = [row for row in table_rows(text) if CODE.search(row[-1])]
        self.assertGreater(len(rows), 5)
        for _purpose, where, methods in rows:
            model = CODE.findall(where) or ["shopify.flow.import"]
            for method in CODE.findall(methods):
                self.assertTrue(
                    hasattr(self.env[model[0]], method), f"{model[0]}.{method}"
                )

    def test_attributes_of_flows_named_exist(self):
        text = source("DEVELOP").partition("What a flow declares:")[2]
        rows = table_rows(text.partition("## ")[0])
        names = {name for row in rows for name in CODE.findall(row[0])}
        flow = self.env["shopify.flow.import"]
        self.assertIn("_shopify_topics", names)
        self.assertEqual([name for name in names if not hasattr(flow, name)], [])

    def test_pictures_named_exist(self):
        pictures = re.findall(r"^\.\. image:: (\S+)$", readme.readme(), re.MULTILINE)
        self.assertEqual([path for path in pictures if not (ROOT / path).exists()], [])


class TestMarkdown(unittest.TestCase):
    """Markdown to reStructuredText, as far as our texts need it."""

    def test_lists_within_lists(self):
        self.assertEqual(
            to_rst("1. one\n2. two `code`\n   - inner\n3. three"),
            "#. one\n#. two ``code``\n\n   - inner\n\n#. three",
        )

    def test_code_keeps_its_blank_lines_and_indent(self):
        self.assertEqual(
            to_rst("1. so:\n\n   ```ini\n   a = `1`\n\n   b = 2\n   ```\n\nend"),
            "#. so:\n\n   .. code:: ini\n\n      a = `1`\n\n      b = 2\n\nend",
        )

    def test_table(self):
        self.assertEqual(
            to_rst("| a | b |\n|---|---|\n| `1` | [two](https://x.test) |"),
            ".. list-table::\n   :header-rows: 1\n\n"
            "   * - a\n     - b\n"
            "   * - ``1``\n     - `two <https://x.test>`__",
        )

    def test_headings_and_pictures(self):
        self.assertEqual(
            to_rst("## Day by day\n\n![An order](../static/description/order.png)"),
            "Day by day\n----------\n\n"
            ".. image:: static/description/order.png\n   :alt: An order",
        )
