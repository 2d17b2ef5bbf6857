from odoo.tests import TransactionCase

from ..flows.address import Places, clean, content_key, same_text

PARTS = (
    "firstName",
    "lastName",
    "company",
    "address1",
    "address2",
    "city",
    "zip",
    "provinceCode",
    "province",
    "countryCodeV2",
    "phone",
)


def address(**parts):
    """A `MailingAddress` as Shopify answers: what is not there is null."""
    return {**dict.fromkeys(PARTS), **parts}


class TestAddress(TransactionCase):
    def values(self, **parts):
        node = address(**parts)
        return Places(self.env, [node, None]).values(node)

    def state(self, **parts):
        state = self.values(**parts)["state_id"]
        return self.env["res.country.state"].browse(state or []).name

    def test_all_place_fields_are_told(self):
        self.assertEqual(
            self.values(
                address1=" 5  Main St ",
                address2="",
                city="Austin",
                zip="78701",
                provinceCode="TX",
                province="Texas",
                countryCodeV2="US",
            ),
            {
                "street": "5 Main St",
                "street2": False,
                "zip": "78701",
                "city": "Austin",
                "state_id": self.env.ref("base.state_us_44").id,
                "country_id": self.env.ref("base.us").id,
            },
        )

    def test_province_is_found_by_code_in_either_habit_or_by_name(self):
        for expected, parts in (
            ("東京都", {"countryCodeV2": "JP", "provinceCode": "JP-13"}),
            ("東京都", {"countryCodeV2": "JP", "provinceCode": "13"}),
            ("California", {"countryCodeV2": "US", "province": "California"}),
            ("Bologna", {"countryCodeV2": "IT", "provinceCode": "BO"}),
        ):
            self.assertEqual(self.state(**parts), expected)

    def test_province_of_another_country_is_not_taken(self):
        """CA is California in the US and nothing in Germany."""
        us = address(countryCodeV2="US", provinceCode="CA")
        de = address(countryCodeV2="DE", provinceCode="CA", city="Bonn")
        places = Places(self.env, [us, de])
        california = self.env.ref("base.state_us_5")
        self.assertEqual(places.values(us)["state_id"], california.id)
        self.assertEqual(places.values(de)["state_id"], False)

    def test_unknown_province_stays_readable(self):
        parts = {"city": "Bonn", "provinceCode": "XX", "countryCodeV2": "DE"}
        self.assertEqual(self.values(**parts)["city"], "Bonn, XX")
        parts["province"] = "Kurköln"
        self.assertEqual(self.values(**parts)["city"], "Bonn, Kurköln")

    def test_unknown_country_stays_readable(self):
        values = self.values(city="Georgetown", countryCodeV2="AC")
        self.assertEqual(values["city"], "Georgetown, AC")
        self.assertEqual(values["country_id"], False)

    def test_nothing_is_told_of_an_empty_address(self):
        self.assertEqual(set(self.values().values()), {False})

    def test_many_addresses_are_two_queries(self):
        nodes = [
            address(countryCodeV2=country, provinceCode=province)
            for country, province in (("US", "TX"), ("CA", "ON"), ("DE", None)) * 20
        ]
        with self.assertQueryCount(2):
            Places(self.env, nodes)

    def test_key_is_equal_for_what_says_the_same(self):
        one = {"street": "Hauptstraße 5", "zip": "LS1 4AP", "phone": "+49 30 / 12-3"}
        two = {"street": "hauptstraße  5", "zip": "ls14ap", "phone": "+493012 3"}
        self.assertEqual(
            content_key(("Anna Weber", False), one),
            content_key(("anna weber", None), two),
        )

    def test_key_tells_every_difference(self):
        base = {"street": "A 1", "street2": "B", "zip": "1", "city": "C", "phone": "1"}
        keys = {content_key(("Anna", "Ltd"), base), content_key(("Anna", ""), base)}
        keys.add(content_key(("Anne", "Ltd"), base))
        for name in base:
            keys.add(content_key(("Anna", "Ltd"), {**base, name: "2"}))
        for name in ("state_id", "country_id"):
            keys.add(content_key(("Anna", "Ltd"), {**base, name: 7}))
        # A text that moves to the next field is another address.
        moved = {**base, "street": "A", "street2": "1B"}
        keys.add(content_key(("Anna", "Ltd"), moved))
        self.assertEqual(len(keys), 11)

    def test_texts(self):
        self.assertEqual(clean("  a \n b "), "a b")
        self.assertEqual((clean(" "), clean(None)), (False, False))
        self.assertTrue(same_text("ANNA  Weber", " anna weber"))
        self.assertFalse(same_text("Anna", None))
