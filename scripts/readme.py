"""README.rst and the page of the app, made of the texts in readme/.

    python -m scripts.readme            writes both
    python -m scripts.readme --check    says whether they are up to date

The texts, their names and their order are the OCA's; its own generator comes with no
package that can be installed, hence this one.
"""

import ast
import sys

from .markdown import to_rst
from .paths import ROOT

README = ROOT / "README.rst"
PAGE = ROOT / "static/description/index.html"
PICTURES = "static/description/"

# Text in readme/ and its title; DESCRIPTION comes before the table of contents.
SECTIONS = {
    "CONTEXT": "Use cases",
    "INSTALL": "Installation",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "DEVELOP": "Development",
    "ROADMAP": "Known issues and roadmap",
    "HISTORY": "Changelog",
    "CONTRIBUTORS": "Contributors",
}

START = """{line}
{name}
{line}

..
   This file is made of the texts in readme/ by ./dev readme.
   Change them, not this file.

{summary}. Version {version}, for Odoo {series}, licence {license}.

{description}

**Table of contents**

.. contents::
   :local:
"""


def manifest():
    """What `__manifest__.py` says, as a dict."""
    return ast.literal_eval((ROOT / "__manifest__.py").read_text())


def fragment(name):
    """One text of readme/ in reStructuredText."""
    return to_rst((ROOT / "readme" / f"{name}.md").read_text())


def readme():
    """The text of README.rst."""
    about = manifest()
    start = START.format(
        line="=" * len(about["name"]),
        series=".".join(about["version"].split(".")[:2]),
        description=fragment("DESCRIPTION"),
        **{key: about[key] for key in ("name", "summary", "version", "license")},
    )
    sections = [
        f"{title}\n{'=' * len(title)}\n\n{fragment(name)}\n"
        for name, title in SECTIONS.items()
    ]
    return "\n".join([start, *sections])


def page(text):
    """README.rst as the page that Odoo shows of the app.

    :raises docutils.utils.SystemMessage: the text is no proper reStructuredText
    """
    from docutils.core import publish_string

    settings = {
        "halt_level": 2,
        "report_level": 2,
        "output_encoding": "unicode",
        "stylesheet_path": "minimal.css",
        "syntax_highlight": "none",
        "generator": False,
        "datestamp": None,
        "file_insertion_enabled": False,
    }
    html = publish_string(text, writer="html5", settings_overrides=settings)
    lines = [line.rstrip() for line in html.splitlines() if "Docutils" not in line]
    # Odoo looks for pictures beside the page.
    return "\n".join(lines).replace(f'src="{PICTURES}', 'src="') + "\n"


def files():
    """{path: what it should say}"""
    text = readme()
    return {README: text, PAGE: page(text)}


def stale():
    """The files that do not say what the texts say."""
    return [
        path
        for path, text in files().items()
        if not path.exists() or path.read_text() != text
    ]


def main(arguments):
    if "--check" not in arguments:
        for path, text in files().items():
            path.write_text(text)
        return 0
    for path in stale():
        print(f"{path.relative_to(ROOT)} is not up to date: run ./dev readme")
    return int(bool(stale()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
