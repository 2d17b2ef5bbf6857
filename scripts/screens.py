"""Opens the addon's screens in a real browser and listens for errors."""

import os

from playwright.sync_api import Error, sync_playwright

from .system import browser as browser_program
from .world import ADMIN

# A view that has rendered; a dialog with an error counts as one.
READY = ".o_action [class*=_renderer], .o_error_dialog"
DO_ACTION = """
action => odoo.__WOWL_DEBUG__.root.env.services.action.doAction(
    action, {clearBreadcrumbs: true})
"""
PATIENCE = 120_000  # ms: the first page waits until Odoo has made its scripts


def look_at_all(world):
    """Visit all menus of the addon and one record of each list: problems as text."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox"] if not os.geteuid() else []
        browser = playwright.chromium.launch(
            executable_path=browser_program(), args=options
        )
        visit = Visit(world, browser.new_page(viewport={"width": 1400, "height": 900}))
        visit.log_in()
        for title, action in _screens(world):
            visit.open(title, action)
        browser.close()
    return visit.problems


class Visit:
    """One tour through the screens, in one page."""

    def __init__(self, world, page):
        self.world, self.page = world, page
        self.problems = []
        self.where = "login"
        page.on("pageerror", lambda error: self._note(f"JavaScript: {error}"))
        page.on("console", self._listen)
        page.set_default_timeout(PATIENCE)

    def log_in(self):
        self.page.goto(f"{self.world.odoo_url}/web/login")
        self.page.fill("#login", ADMIN)
        self.page.fill("#password", ADMIN)
        self.page.click(".oe_login_form button[type=submit]")
        self.page.wait_for_selector(".o_main_navbar")

    def open(self, title, action):
        """Open a screen as the menu does; a picture of it is kept beside the log."""
        self.where = title
        try:
            self.page.evaluate(DO_ACTION, action)
            self.page.wait_for_selector(READY)
            self.page.wait_for_selector(".o_loading_indicator", state="detached")
        except Error as error:
            self._note(f"does not open: {error}")
        if dialog := self.page.query_selector(".o_error_dialog"):
            self._note(dialog.inner_text())
        name = "".join(char if char.isalnum() else "_" for char in title)
        self.page.screenshot(path=self.world.instance.folder / f"{name}.png")

    def _listen(self, message):
        if message.type == "error":
            self._note(f"console: {message.text}")

    def _note(self, text):
        self.problems.append(f"{self.where}: {text}")


def _screens(world):
    """(title, action) of each menu, and of a record of each kind that it shows."""
    for menu in _menus(world):
        action = int(menu["action"].partition(",")[2])
        yield menu["complete_name"], action
        fields = ["res_model", "view_mode"]
        (found,) = world.odoo("ir.actions.act_window", "read", [action], fields)
        records = world.odoo(found["res_model"], "search", [], limit=1)
        if records and "form" in found["view_mode"]:
            title = f"{menu['complete_name']}, a record"
            yield title, _form(found["res_model"], records[0])
    for model in ("sale.order", "product.template", "res.partner"):
        (binding,) = world.odoo(
            f"shopify.{model}", "search_read", [], ["odoo_id"], limit=1
        )
        yield model, _form(model, binding["odoo_id"][0])


def _form(model, record):
    return {
        "type": "ir.actions.act_window",
        "res_model": model,
        "res_id": record,
        "views": [[False, "form"]],
    }


def _menus(world):
    (root,) = world.odoo(
        "ir.model.data",
        "search_read",
        [("module", "=", "connector_shopify"), ("name", "=", "menu_shopify")],
        ["res_id"],
    )
    domain = [
        ("id", "child_of", root["res_id"]),
        ("action", "like", "ir.actions.act_window"),
    ]
    return world.odoo("ir.ui.menu", "search_read", domain, ["complete_name", "action"])
