from string import Formatter

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from .translations import LANGUAGES, export, read


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    """German and French people read every screen and message in their language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = export(cls.env)

    def test_every_string_is_translated(self):
        for language in LANGUAGES:
            with self.subTest(language):
                translated = {
                    entry.msgid for entry in read(language).translated_entries()
                }
                missing = [
                    entry.msgid
                    for entry in self.template
                    if entry.msgid not in translated
                ]
                self.assertEqual(missing, [], "run ./dev i18n and translate these")

    def test_a_translation_keeps_the_places_for_values(self):
        for language in LANGUAGES:
            for entry in read(language):
                with self.subTest(language, msgid=entry.msgid):
                    self.assertEqual(places(entry.msgid), places(entry.msgstr))

    def test_a_german_reads_german(self):
        self.env["res.lang"]._activate_lang("de_DE")
        module = self.env.ref("base.module_connector_shopify")
        module._update_translations("de_DE")
        german = self.env["ir.ui.menu"].with_context(lang="de_DE")
        menu = german.browse(self.env.ref("connector_shopify.menu_issue").id)
        self.assertEqual(menu.name, "Klärfälle")

    def test_messages_of_the_code_are_german_too(self):
        self.env["res.lang"]._activate_lang("de_DE")
        german = self.env["shopify.issue"].with_context(lang="de_DE")
        issue = german.new({"code": "shop_frozen"})
        self.assertEqual(issue.suggestion, "Der Inhaber muss die Rechnung begleichen.")
        with self.assertRaisesRegex(UserError, "Sagen Sie, warum"):
            issue._ignore("")


def places(text):
    """The `%(name)s`, `%s` and `{name}` of a text, sorted."""
    words = text.replace("%%", "").split("%")[1:]
    percent = [word[: word.find("s") + 1] for word in words if word[:1] in "(s"]
    braces = [name for _text, name, _spec, _conversion in safe_parse(text) if name]
    return sorted(percent + braces)


def safe_parse(text):
    try:
        return list(Formatter().parse(text))
    except ValueError:
        return []
