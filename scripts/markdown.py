"""From the Markdown of readme/ to reStructuredText.

Only what our texts use: headings from ## on, paragraphs, lists, **bold**, *emphasis*,
`code`, links, fenced code, tables, and pictures on a line of their own. Blocks are
separated by blank lines.
"""

import re

FENCE = re.compile(r"(?P<indent> *)```(?P<language>\w*)")
HEADING = re.compile(r"(?P<level>##+) (?P<title>.+)")
ITEM = re.compile(r"( *)(?:- |\d+\. )")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>\S+)\)")
NUMBER = re.compile(r"^( *)\d+\. ", re.MULTILINE)
CODE = re.compile(r"(`[^`]+`)")
UNDERLINES = {2: "-", 3: "~", 4: "^"}


def to_rst(markdown):
    """The text in reStructuredText, without a newline at the end.

    Headings come out one level below a section that is underlined with `=`. Pictures
    beside this text (`../static/…`) are named as seen from the root of the addon.
    """
    return "\n\n".join(_block(lines) for lines in _blocks(markdown))


def _blocks(markdown):
    """Lists of lines: a fence with its code, or what stands between blank lines."""
    lines, fenced = [], False
    for line in markdown.splitlines():
        if FENCE.match(line):
            if not fenced and lines:
                yield lines
                lines = []
            fenced = not fenced
        if line.strip() or fenced:
            lines.append(line.rstrip())
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _block(lines):
    text = "\n".join(lines)
    if match := FENCE.match(text):
        return _code(match, lines[1:-1])
    if match := HEADING.fullmatch(text):
        title = _inline(match["title"])
        return f"{title}\n{UNDERLINES[len(match['level'])] * len(title)}"
    if match := PICTURE.fullmatch(text):
        path = match["path"].removeprefix("../")
        return f".. image:: {path}\n   :alt: {match['alt']}"
    if lines[0].startswith("|"):
        return _table(lines)
    return _prose(lines)


def _code(fence, lines):
    indent, language = fence["indent"], fence["language"]
    body = [f"   {line}".rstrip() for line in lines]
    return "\n".join([f"{indent}.. code:: {language}".rstrip(), "", *body])


def _table(lines):
    rows = [
        [_inline(cell.strip()) for cell in line.strip("|").split("|")]
        for line in lines
        if not re.fullmatch(r"[|\s:-]+", line)
    ]
    text = [".. list-table::", "   :header-rows: 1", ""]
    for first, *others in rows:
        text += [f"   * - {first}", *(f"     - {cell}" for cell in others)]
    return "\n".join(text)


def _prose(lines):
    """Paragraphs and lists; reStructuredText wants a blank line around inner lists."""
    text, indent = [], None
    for line in lines:
        item = ITEM.match(line)
        if item and indent not in (None, item[1]):
            text.append("")
        indent = item[1] if item else indent
        text.append(line)
    return NUMBER.sub(r"\1#. ", _inline("\n".join(text)))


def _inline(text):
    parts = CODE.split(text)
    return "".join(
        f"`{part}`" if part.startswith("`") else LINK.sub(r"`\1 <\2>`__", part)
        for part in parts
    )
