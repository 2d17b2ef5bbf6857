"""Which company of Odoo a company of the store stands for."""

from ..shopify.errors import BusinessError
from .address import clean


def tax_number(text):
    """A tax number without the ways to write it; "" without one."""
    return "".join(char for char in text or "" if char.isalnum()).upper()


def tax_numbers(node):
    """The different tax numbers of a company's locations, as they are written."""
    texts = [
        clean(location["taxSettings"]["taxRegistrationId"])
        for location in node["locations"]["nodes"]
    ]
    return list({tax_number(text): text for text in texts if text}.values())


def candidates(backend, nodes):
    """{company id: companies with its tax number or its number}, for new ones.

    Companies of the store's company or shared ones, none that is linked to another
    company of this store. A branch counts for nothing beside its own parent.
    """
    found = _search(backend, nodes) if nodes else backend.env["res.partner"]
    result = {}
    for node in nodes:
        numbers = {tax_number(text) for text in tax_numbers(node)}
        reference = clean(node["externalId"])
        same = found.filtered(
            lambda company, numbers=numbers, reference=reference: (
                tax_number(company.vat) in numbers
                or (reference and company.ref == reference)
            )
        )
        result[node["id"]] = same.filtered(
            lambda company, same=same: company.parent_id not in same
        )
    return result


def _search(backend, nodes):
    """All companies that may be meant, with two statements."""
    env = backend.env
    texts = {text for node in nodes for text in tax_numbers(node)}
    references = {clean(node["externalId"]) for node in nodes} - {False}
    if not (texts or references):
        return env["res.partner"]
    companies = env["res.partner"].search(
        [
            ("is_company", "=", True),
            ("company_id", "in", [False, backend.company_id.id]),
            "|",
            ("vat", "in", list(texts | {tax_number(text) for text in texts})),
            ("ref", "in", list(references)),
        ],
        order="id",
    )
    links = env["shopify.company"].search_fetch(
        [("backend_id", "=", backend.id), ("odoo_id", "in", companies.ids)],
        ["odoo_id"],
    )
    return companies - links.odoo_id


def ambiguous_company(env, name, rivals):
    """The issue of a company for which Odoo has several contacts."""
    return BusinessError(
        "company_ambiguous",
        env._(
            "%(name)s: several companies have its tax number or its reference: "
            "%(rivals)s.",
            name=name,
            rivals="; ".join(rivals.mapped("display_name")),
        ),
        name=name,
        record=rivals[0],
    )
