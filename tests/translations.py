"""The addon's strings for people, as Odoo exports them."""

import io
from pathlib import Path

import polib

from odoo.modules import get_module_path
from odoo.tools.translate import (
    PYTHON_TRANSLATION_COMMENT,
    TranslationFileWriter,
    TranslationModuleReader,
)

ADDON = "connector_shopify"
FOLDER = Path(__file__).parent.parent / "i18n"
LANGUAGES = ("de", "fr")
CODE = ("controllers", "flows", "models", "wizards")


class Reader(TranslationModuleReader):
    """Odoo's reader, looking for code only where the addon has code for Odoo.

    Odoo's own walks through all folders and their links, and a checkout that is an
    addon contains a link to itself.
    """

    def __init__(self, env):
        super().__init__(env.cr, modules=[ADDON])

    def _export_translatable_resources(self):
        addon = Path(get_module_path(ADDON))
        for folder in CODE:
            for file in sorted((addon / folder).rglob("*.py")):
                self._babel_extract_terms(
                    file.name,
                    str(addon.parent),
                    str(file.parent),
                    "odoo.tools.babel:extract_python",
                    extra_comments=[PYTHON_TRANSLATION_COMMENT],
                    extract_keywords={"_": None, "_lt": None},
                )


def export(env):
    """All strings that can be translated, as a template (`polib.POFile`)."""
    buffer = io.BytesIO()
    TranslationFileWriter(buffer, lang=None).write_rows(Reader(env))
    return polib.pofile(buffer.getvalue().decode())


def read(language):
    """The translations of a language (`polib.POFile`)."""
    return polib.pofile(str(FOLDER / f"{language}.po"))


def update(env):
    """Write the template anew and bring its strings into the languages' files.

    :return: per language the number of strings that still have no translation
    """
    template = export(env)
    template.save(str(FOLDER / f"{ADDON}.pot"))
    missing = {}
    for language in LANGUAGES:
        path = FOLDER / f"{language}.po"
        translations = read(language) if path.exists() else new_file(template, language)
        translations.merge(template)
        for entry in translations.obsolete_entries():
            translations.remove(entry)
        translations.save(str(path))
        missing[language] = len(translations.untranslated_entries())
    return missing


def new_file(template, language):
    translations = polib.POFile()
    translations.metadata = {**template.metadata, "Language": language}
    return translations
