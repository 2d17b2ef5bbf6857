"""Creating and changing products. Behaviour as seen in recordings."""

import re

from ..graph.errors import FieldError
from .product_options import unused_value
from .registry import UserError, get, mutation
from .variant_input import add_metafields, variant_values, write_extras

FIELDS = (
    "title", "status", "vendor", "productType", "descriptionHtml", "templateSuffix",
    "handle", "tags", "seo",
)  # fmt: skip


@mutation("productCreate", "product", "shop")
def product_create(store, args):
    """A product with one variant, of the first value of each option."""
    given = _one_of(args)
    _check_title(store, given)
    first = {
        option["name"]: option["values"][0]["name"]
        for option in given.get("productOptions") or []
        if option.get("values")
    }
    variant = {"options": first or None, "tracked": False}
    product = store.create_product(variants=[variant], **_fields(given))
    _add_unused_values(store, product, given.get("productOptions"))
    add_metafields(store, product, given.get("metafields"), "PRODUCT")
    return {"product": product, "shop": store.shop}


@mutation("productUpdate", "product")
def product_update(store, args):
    """Change the fields that are given."""
    given = args.get("product") or args.get("input") or {}
    gid = given.get("id") or (args.get("identifier") or {}).get("id")
    product = _product(store, gid, ["id"])
    if "title" in given:
        _check_title(store, given)
    add_metafields(store, product, given.get("metafields"), "PRODUCT")
    return {"product": store.update_product(gid, **_fields(given))}


@mutation("productDelete", "deletedProductId", "productDeleteOperation", "shop")
def product_delete(store, args):
    """Remove a product with its variants."""
    gid = args["input"]["id"]
    if get(store, gid, "Product") is None:
        message = "Product does not exist"
        raise UserError(["id"], message, payload={"shop": store.shop})
    store.delete_product(gid)
    return {"deletedProductId": gid, "shop": store.shop}


@mutation("productSet", "product", "productSetOperation")
def product_set(store, args):
    """Create or change a product; lists that are given replace what was there."""
    given = args["input"]
    product = _identified(store, args.get("identifier") or {}, given)
    rows = given.get("variants")
    if rows and not given.get("productOptions"):
        message = "Product options input is required when updating variants"
        raise UserError(["input"], message, "PRODUCT_OPTIONS_INPUT_MISSING")
    values = [variant_values(row) for row in rows or []]
    if product is None:
        made = values or [{"tracked": False}]
        product = store.create_product(variants=made, **_fields(given))
    else:
        kept = {row["id"] for row in values if "id" in row}
        old = [v["id"] for v in product["variants"] if rows and v["id"] not in kept]
        store.update_product(product["id"], variants=values, **_fields(given))
        for gid in old:
            store.delete_variant(gid)
    for variant, row in zip(_written(product, values), rows or [], strict=False):
        write_extras(store, variant, row)
    if "metafields" in given:
        product["metafields"] = []
        add_metafields(store, product, given["metafields"], "PRODUCT")
    return {"product": product}


@mutation("productVariantsBulkCreate", "product", "productVariants")
def product_variants_bulk_create(store, args):
    """Add variants; REMOVE_STANDALONE_VARIANT drops the default one."""
    product = _product(
        store, args["productId"], ["productId"], "PRODUCT_DOES_NOT_EXIST"
    )
    before = list(product["variants"])
    rows = args["variants"]
    standalone = len(before) == 1 and before[0]["title"] == "Default Title"
    store.update_product(product["id"], variants=[variant_values(row) for row in rows])
    made = product["variants"][len(before) :]
    for variant, row in zip(made, rows, strict=True):
        write_extras(store, variant, row)
    if standalone and args.get("strategy") in (
        None,
        "DEFAULT",
        "REMOVE_STANDALONE_VARIANT",
    ):
        store.delete_variant(before[0]["id"])
    return {"product": product, "productVariants": made}


@mutation("productVariantsBulkUpdate", "product", "productVariants")
def product_variants_bulk_update(store, args):
    """Change variants: all of them, or none if one is unknown."""
    product = _product(
        store, args["productId"], ["productId"], "PRODUCT_DOES_NOT_EXIST"
    )
    own = {variant["id"]: variant for variant in product["variants"]}
    for index, row in enumerate(args["variants"]):
        if row.get("id") not in own:
            raise UserError(
                ["variants", str(index), "id"],
                "Product variant does not exist",
                "PRODUCT_VARIANT_DOES_NOT_EXIST",
                payload={"product": product},
            )
    values = [variant_values(row) for row in args["variants"]]
    store.update_product(product["id"], variants=values)
    for row in args["variants"]:
        write_extras(store, own[row["id"]], row)
    return {
        "product": product,
        "productVariants": [own[row["id"]] for row in args["variants"]],
    }


@mutation("productVariantsBulkDelete", "product")
def product_variants_bulk_delete(store, args):
    """Remove variants of a product."""
    product = _product(
        store, args["productId"], ["productId"], "PRODUCT_DOES_NOT_EXIST"
    )
    own = {variant["id"] for variant in product["variants"]}
    for index, gid in enumerate(args["variantsIds"]):
        if gid not in own:
            raise UserError(
                ["variantsIds", str(index)],
                "At least one variant does not belong to the product",
                "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT",
            )
    for gid in args["variantsIds"]:
        store.delete_variant(gid)
    return {"product": product}


def _one_of(args):
    """The product of `product` or of the older argument `input`."""
    given = [args[key] for key in ("input", "product") if args.get(key) is not None]
    if len(given) != 1:
        raise FieldError(
            "productCreate must include exactly one of the following arguments: "
            "input, product.",
            "INVALID_FIELD_ARGUMENTS",
        )
    return given[0]


def _fields(given):
    """Fields of a product: handle as a handle, tags sorted."""
    fields = {key: given[key] for key in FIELDS if given.get(key) is not None}
    if "handle" in fields:
        plain = re.sub(r"[^a-z0-9]+", "-", fields["handle"].lower())
        fields["handle"] = plain.strip("-")
    if "tags" in fields:
        fields["tags"] = sorted(set(fields["tags"]))
    return fields


def _check_title(store, given):
    if not (given.get("title") or "").strip():
        raise UserError(["title"], "Title can't be blank", payload={"shop": store.shop})


def _product(store, gid, where, code=None):
    product = get(store, gid, "Product") if gid else None
    if product is None:
        raise UserError(where, "Product does not exist", code)
    return product


def _identified(store, identifier, given):
    """The product a productSet is about; None if it is to be made."""
    gid = identifier.get("id") or given.get("id")
    if gid:
        return _product(store, gid, ["input"], "PRODUCT_DOES_NOT_EXIST")
    if identifier.get("handle"):
        products = store.all("Product")
        return next((p for p in products if p["handle"] == identifier["handle"]), None)
    return None


def _written(product, values):
    """The variants that rows of an input became, in the order of the input."""
    known = {variant["id"]: variant for variant in product["variants"]}
    new = iter(product["variants"][len(product["variants"]) - _count_new(values) :])
    return [known[row["id"]] if "id" in row else next(new) for row in values]


def _count_new(values):
    return sum("id" not in row for row in values)


def _add_unused_values(store, product, options):
    """Values that were given but that no variant has."""
    for option, given in zip(product["options"], options or [], strict=False):
        for value in given.get("values", [])[1:]:
            option["optionValues"].append(unused_value(store, value["name"]))
