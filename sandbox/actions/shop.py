from datetime import datetime
from zoneinfo import ZoneInfo

from . import action

SETTINGS = {
    "weightUnit": "KILOGRAMS",
    "unitSystem": "METRIC_SYSTEM",
    "taxShipping": True,
    "setupRequired": False,
    "checkoutApiSupported": True,
    "orderNumberFormatPrefix": "#",
    "orderNumberFormatSuffix": "",
}
LIMITS = {
    "__typename": "ShopResourceLimits",
    "locationLimit": 200,
    "maxProductOptions": 3,
    "maxProductVariants": 2048,
    "redirectLimitReached": False,
}
FEATURES = {
    "__typename": "ShopFeatures",
    "giftCards": True,
    "unifiedMarkets": True,
    "bundles": {
        "__typename": "BundlesFeature",
        "eligibleForBundles": True,
        "ineligibilityReason": None,
        "sellsBundles": False,
    },
}


class ShopActions:
    """The shop itself and the app installed in it."""

    def _create_shop(self, plan, timezone):
        name = self.domain.partition(".")[0].replace("-", " ").title()
        self.shop = self.add(
            "Shop",
            {
                "name": name,
                "email": f"owner@{self.domain}",
                "contactEmail": f"hello@{self.domain}",
                "myshopifyDomain": self.domain,
                "url": f"https://{self.domain}",
                "primaryDomain": self._domain(),
                "currencyCode": self.currency,
                "enabledPresentmentCurrencies": [self.currency],
                **_times(timezone),
                **SETTINGS,
                "taxesIncluded": self.taxes_included,
                "shipsToCountries": [self.country],
                "shopAddress": self._shop_address(name),
                "plan": _plan(plan),
                "resourceLimits": dict(LIMITS),
                "features": dict(FEATURES),
            },
        )
        self.business_entity = self._business_entity(name, self.country)
        self.app = self.add(
            "App", {"title": "Odoo", "handle": "odoo", "apiKey": self.client_id}
        )

    def _domain(self):
        return {
            "__typename": "Domain",
            "id": self.new_gid("Domain"),
            "host": self.domain,
            "url": f"https://{self.domain}",
            "sslEnabled": True,
        }

    def _business_entity(self, name, country, primary=True):
        return self.add(
            "BusinessEntity",
            {
                "displayName": name,
                "companyName": name,
                "primary": primary,
                "archived": False,
                "address": {
                    "__typename": "BusinessEntityAddress",
                    "countryCode": country,
                },
            },
        )

    def _shop_address(self, name):
        return {
            "__typename": "ShopAddress",
            "id": self.new_gid("ShopAddress"),
            "company": name,
            "address1": "Hauptstraße 1",
            "address2": None,
            "city": "Berlin",
            "zip": "10115",
            "countryCodeV2": self.country,
            "provinceCode": None,
            "phone": None,
            "coordinatesValidated": False,
            "formatted": [],
        }

    @action
    def update_shop(self, **fields):
        """Change fields of the shop."""
        self.shop.update(fields)
        self.touch(self.shop)
        self.emit("shop/update", self.shop)
        return self.shop

    @action
    def create_business_entity(self, name, country=None):
        """The shop sells in the name of one more company; returns it."""
        return self._business_entity(name, country or self.country, primary=False)

    @action
    def uninstall(self):
        """The merchant removes the app: tokens die, its subscriptions vanish."""
        self.tokens.uninstall()
        self.emit("app/uninstalled", self.shop)
        for subscription in self.all("WebhookSubscription"):
            del self.objects[subscription["id"]]
        return self.shop


def _times(timezone):
    now = datetime.now(ZoneInfo(timezone))
    return {
        "ianaTimezone": timezone,
        "timezoneAbbreviation": now.tzname(),
        "timezoneOffsetMinutes": int(now.utcoffset().total_seconds() // 60),
    }


def _plan(name):
    return {
        "__typename": "ShopPlan",
        "displayName": name.title(),
        "publicDisplayName": name.title(),
        "partnerDevelopment": False,
        "shopifyPlus": name == "plus",
    }
