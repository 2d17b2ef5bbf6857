from . import action


class LocationActions:
    """Locations: where stock lies and orders are fulfilled from."""

    @action
    def create_location(self, name, **fields):
        """A new active location.

        :param fields: of `Location`; `address` of `LocationAddress`
        """
        address = {"countryCode": self.country, **fields.pop("address", {})}
        location = self.add(
            "Location",
            {
                "name": name,
                "isActive": True,
                "isPrimary": not self.all("Location"),
                "activatable": False,
                "deactivatable": True,
                "deletable": False,
                "addressVerified": False,
                "fulfillsOnlineOrders": True,
                "shipsInventory": True,
                "hasActiveInventory": False,
                "hasUnfulfilledOrders": False,
                "isFulfillmentService": False,
                "fulfillmentService": None,
                "localPickupSettingsV2": None,
                "metafields": [],
                "address": {
                    "formatted": [],
                    "__typename": "LocationAddress",
                    **address,
                },
                **fields,
            },
        )
        self.emit("locations/create", location)
        return location

    @action
    def update_location(self, gid, **fields):
        """Change fields; `isActive=False` deactivates the location."""
        location = self.objects[gid]
        was_active = location["isActive"]
        location.update(fields)
        self.touch(location)
        self.emit("locations/update", location)
        if was_active and not location["isActive"]:
            self.emit("locations/deactivate", location)
        return location
