"""The page for people: one HTML file, one style sheet, one script.

The script draws everything from the control API's ``overview`` command and presses
the same verbs a test would.
"""

from pathlib import Path
from string import Template

from ..routes import Response, html_response, route

FOLDER = Path(__file__).parent


@route("GET", r"/")
def page(request):
    """The page; it knows the stores by the names in it."""
    template = Template((FOLDER / "page.html").read_text(encoding="utf-8"))
    domains = " ".join(store.domain for store in request.server.stores)
    return html_response(200, template.substitute(stores=domains))


@route("GET", r"/page/page\.(?P<kind>css|js)")
def asset(request, kind):
    content = (FOLDER / f"page.{kind}").read_bytes()
    media = {"css": "text/css", "js": "text/javascript"}[kind]
    return Response(200, content, {"Content-Type": f"{media}; charset=utf-8"})
