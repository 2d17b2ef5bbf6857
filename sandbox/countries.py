"""Countries and provinces as Shopify names them in addresses."""

_COUNTRIES = """
AE United Arab Emirates|AR Argentina|AT Austria|AU Australia|BE Belgium|BG Bulgaria
BR Brazil|CA Canada|CH Switzerland|CL Chile|CN China|CO Colombia|CY Cyprus|CZ Czechia
DE Germany|DK Denmark|EE Estonia|EG Egypt|ES Spain|FI Finland|FR France
GB United Kingdom|GR Greece|HK Hong Kong SAR|HR Croatia|HU Hungary|ID Indonesia
IE Ireland|IL Israel|IN India|IS Iceland|IT Italy|JP Japan|KR South Korea
LI Liechtenstein|LT Lithuania|LU Luxembourg|LV Latvia|MA Morocco|MC Monaco|MT Malta
MX Mexico|MY Malaysia|NL Netherlands|NO Norway|NZ New Zealand|PE Peru|PH Philippines
PL Poland|PT Portugal|RO Romania|RS Serbia|SA Saudi Arabia|SE Sweden|SG Singapore
SI Slovenia|SK Slovakia|TH Thailand|TR Türkiye|TW Taiwan|UA Ukraine|US United States
VN Vietnam|ZA South Africa
"""

_PROVINCES = {
    "AU": "ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory"
    "|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia",
    "CA": "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick"
    "|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut"
    "|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon",
    "US": "AK Alaska|AL Alabama|AR Arkansas|AZ Arizona|CA California|CO Colorado"
    "|CT Connecticut|DC District of Columbia|DE Delaware|FL Florida|GA Georgia"
    "|HI Hawaii|IA Iowa|ID Idaho|IL Illinois|IN Indiana|KS Kansas|KY Kentucky"
    "|LA Louisiana|MA Massachusetts|MD Maryland|ME Maine|MI Michigan|MN Minnesota"
    "|MO Missouri|MS Mississippi|MT Montana|NC North Carolina|ND North Dakota"
    "|NE Nebraska|NH New Hampshire|NJ New Jersey|NM New Mexico|NV Nevada|NY New York"
    "|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina"
    "|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VA Virginia|VT Vermont"
    "|WA Washington|WI Wisconsin|WV West Virginia|WY Wyoming",
}


def _table(text):
    rows = text.replace("\n", "|").split("|")
    return dict(row.split(" ", 1) for row in rows if row)


COUNTRIES = _table(_COUNTRIES)
PROVINCES = {country: _table(text) for country, text in _PROVINCES.items()}


def country_name(code):
    """English name of a country; the code (or None) where the table has none."""
    return COUNTRIES.get(code, code)


def province_name(country, code):
    """Name of a province; the code itself where the country has no list here."""
    if code is None:
        return None
    return PROVINCES.get(country, {}).get(code, code)


def is_province(country, code):
    """Whether the country has the province; True for countries that are not listed."""
    return country not in PROVINCES or code in PROVINCES[country]
