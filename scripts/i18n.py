"""./dev i18n: bring new strings for people into the translation files."""

from . import prepare
from .console import say, step
from .paths import ADDON

UPDATE = f"""
from odoo.addons.{ADDON}.tests.translations import update
for language, missing in update(env).items():
    print(f"{{language}}: {{missing}} strings without a translation")
"""


def main(arguments):
    """Write i18n/*.pot and *.po anew; translate what is said to be missing."""
    addon = prepare.addon()
    instance = addon.copy_to("i18n")
    instance.configure()
    with step("export the strings"):
        output = instance.script(UPDATE)
    say(output.splitlines()[-1])
    instance.drop()
