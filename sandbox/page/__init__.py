"""The page for people: one HTML file, one style sheet, three scripts.

The scripts draw everything from the control API's ``overview`` command and press
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


@route("GET", r"/page/(?P<name>page\.css|(page|views|verbs)\.js)")
def asset(request, name):
    media = "text/css" if name.endswith(".css") else "text/javascript"
    headers = {"Content-Type": f"{media}; charset=utf-8"}
    return Response(200, (FOLDER / name).read_bytes(), headers)
