"""Renaming and reordering options and their values. Behaviour as seen in recordings."""

from .registry import UserError, get, mutation


@mutation("productOptionUpdate", "product")
def product_option_update(store, args):
    """Change an option: name, position, its values; the variants follow."""
    product = get(store, args["productId"], "Product")
    if product is None:
        raise UserError(
            ["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST"
        )
    given = args["option"]
    option = next((o for o in product["options"] if o["id"] == given["id"]), None)
    if option is None:
        message = "Option does not exist"
        payload = {"product": product}
        raise UserError(["option"], message, "OPTION_DOES_NOT_EXIST", payload)
    _rename(product, option, given.get("name"))
    for value in args.get("optionValuesToUpdate") or []:
        _rename_value(product, option, value)
    gone = set(args.get("optionValuesToDelete") or [])
    values = [v for v in option["optionValues"] if v["id"] not in gone]
    added = args.get("optionValuesToAdd") or []
    option["optionValues"] = values + [
        unused_value(store, row["name"]) for row in added
    ]
    if given.get("position"):
        _move(product, option, given["position"])
    option["values"] = [v["name"] for v in option["optionValues"] if v["hasVariants"]]
    _write_titles(product)
    store.touch(product)
    store.emit("products/update", product)
    return {"product": product}


def _rename(product, option, name):
    if name:
        for chosen in _chosen(product, option["name"]):
            chosen["name"] = name
        option["name"] = name


def _rename_value(product, option, given):
    value = next(v for v in option["optionValues"] if v["id"] == given["id"])
    for chosen in _chosen(product, option["name"]):
        if chosen["value"] == value["name"]:
            chosen["value"] = given["name"]
    value["name"] = given["name"]


def _move(product, option, position):
    others = [o for o in product["options"] if o is not option]
    product["options"] = others[: position - 1] + [option] + others[position - 1 :]
    order = [o["name"] for o in product["options"]]
    for number, moved in enumerate(product["options"], start=1):
        moved["position"] = number
    for variant in product["variants"]:
        variant["selectedOptions"].sort(key=lambda chosen: order.index(chosen["name"]))


def _write_titles(product):
    for variant in product["variants"]:
        chosen = " / ".join(option["value"] for option in variant["selectedOptions"])
        variant["title"] = chosen
        variant["displayName"] = f"{product['title']} - {chosen}"


def _chosen(product, name):
    """The selected options of that name, of all variants."""
    for variant in product["variants"]:
        yield from (c for c in variant["selectedOptions"] if c["name"] == name)


def unused_value(store, name):
    """`ProductOptionValue` that no variant has."""
    return {
        "__typename": "ProductOptionValue",
        "id": store.new_gid("ProductOptionValue"),
        "name": name,
        "hasVariants": False,
        "linkedMetafieldValue": None,
        "swatch": None,
    }
