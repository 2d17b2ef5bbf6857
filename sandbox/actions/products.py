import re
import unicodedata

from ..money import rounded
from . import action
from .inventory import new_inventory_item, remove_inventory_item, set_available


class ProductActions:
    """Products, their options and variants, and the stock of these."""

    @action
    def create_product(self, title, variants=None, **fields):
        """A new product.

        :param variants: dicts with `sku`, `barcode`, `price` (shop currency),
            `compareAtPrice`, `options` ({"Size": "M"}), `cost`, `weight`
            ({"value", "unit"}), `requiresShipping`, `tracked`, `taxable`, and
            `inventory` ({location gid: available})
        """
        product = self.add(
            "Product",
            {
                "title": title,
                "handle": self._handle(title),
                "status": "ACTIVE",
                "vendor": self.shop["name"],
                "productType": "",
                "tags": [],
                "descriptionHtml": "",
                "publishedAt": self.now(),
                "isGiftCard": False,
                "giftCardTemplateSuffix": None,
                "templateSuffix": None,
                "requiresSellingPlan": False,
                "hasVariantsThatRequiresComponents": False,
                "hasOutOfStockVariants": False,
                "combinedListingRole": None,
                "category": None,
                "seo": {"__typename": "SEO", "title": None, "description": None},
                "featuredMedia": None,
                "media": [],
                "collections": [],
                "resourcePublicationsV2": [],
                "metafields": [],
                "options": [],
                "variants": [],
                **fields,
            },
        )
        for values in variants or [{}]:
            self._add_variant(product, values)
        self._set_options(product)
        self.emit("products/create", product)
        return product

    @action
    def update_product(self, gid, **fields):
        """Change fields; `variants` is a list of dicts: with `id` one is changed,
        without one is added; those left out stay.
        """
        product = self.objects[gid]
        for values in fields.pop("variants", ()):
            if values.get("id"):
                self._change_variant(product, values)
            else:
                self._add_variant(product, values)
        product.update(fields)
        self._set_options(product)
        self.touch(product)
        self.emit("products/update", product)
        return product

    @action
    def delete_variant(self, gid):
        """Remove a variant from its product."""
        variant = self.objects.pop(gid)
        product = self.objects[variant["product"]]
        product["variants"].remove(variant)
        remove_inventory_item(self, variant["inventoryItem"])
        self._set_options(product)
        self.touch(product)
        self.emit("products/update", product)
        return variant

    @action
    def delete_product(self, gid):
        """Remove a product with all its variants."""
        product = self.objects.pop(gid)
        for variant in product["variants"]:
            self.objects.pop(variant["id"])
            remove_inventory_item(self, variant["inventoryItem"])
        self.emit("products/delete", product)
        return product

    def _handle(self, title):
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
        handle = base = (
            re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "product"
        )
        number = 1
        while handle in self.handles:
            handle, number = f"{base}-{number}", number + 1
        self.handles.add(handle)
        return handle

    def _add_variant(self, product, values):
        options = values.get("options") or {"Title": "Default Title"}
        variant = self.add(
            "ProductVariant",
            {
                "product": product["id"],
                "sku": None,
                "barcode": None,
                "compareAtPrice": None,
                "position": len(product["variants"]) + 1,
                "taxable": True,
                "taxCode": None,
                "inventoryPolicy": "DENY",
                "requiresComponents": False,
                "showUnitPrice": False,
                "unitPriceMeasurement": None,
                "availableForSale": True,
                "media": [],
                "metafields": [],
            },
        )
        variant["inventoryItem"] = new_inventory_item(self, variant, values)["id"]
        product["variants"].append(variant)
        self._write_variant(
            product, variant, {"price": "0.00", **values, "options": options}
        )
        for location, quantity in (values.get("inventory") or {}).items():
            set_available(self, variant["inventoryItem"], location, quantity)

    def _change_variant(self, product, values):
        variant = self.objects[values["id"]]
        self._write_variant(product, variant, values)
        self.touch(variant)

    def _write_variant(self, product, variant, values):
        for name in ("sku", "barcode", "taxable", "inventoryPolicy", "position"):
            if name in values:
                variant[name] = values[name]
        for name in ("price", "compareAtPrice"):
            if values.get(name) is not None:
                variant[name] = str(rounded(values[name], self.currency))
        if "options" in values:
            variant["selectedOptions"] = [
                {"__typename": "SelectedOption", "name": name, "value": value}
                for name, value in values["options"].items()
            ]
        chosen = " / ".join(option["value"] for option in variant["selectedOptions"])
        variant["title"] = chosen
        variant["displayName"] = f"{product['title']} - {chosen}"
        item = self.objects[variant["inventoryItem"]]
        item["sku"] = variant["sku"]

    def _set_options(self, product):
        """Options as used by the variants; ids of names and values stay."""
        known = {option["name"]: option for option in product["options"]}
        used = {}
        for variant in product["variants"]:
            for chosen in variant["selectedOptions"]:
                used.setdefault(chosen["name"], {})[chosen["value"]] = None
        product["options"] = [
            self._option(known.get(name), name, list(values), position)
            for position, (name, values) in enumerate(used.items(), start=1)
        ]
        values = {
            (option["name"], value["name"]): value
            for option in product["options"]
            for value in option["optionValues"]
        }
        for variant in product["variants"]:
            for chosen in variant["selectedOptions"]:
                chosen["optionValue"] = values[chosen["name"], chosen["value"]]

    def _option(self, known, name, values, position):
        option = known or {
            "__typename": "ProductOption",
            "id": self.new_gid("ProductOption"),
            "name": name,
            "linkedMetafield": None,
            "optionValues": [],
        }
        old = {value["name"]: value for value in option["optionValues"]}
        option.update(
            position=position,
            values=values,
            optionValues=[
                old.get(value) or self._option_value(value) for value in values
            ],
        )
        return option

    def _option_value(self, name):
        return {
            "__typename": "ProductOptionValue",
            "id": self.new_gid("ProductOptionValue"),
            "name": name,
            "hasVariants": True,
            "linkedMetafieldValue": None,
            "swatch": None,
        }
