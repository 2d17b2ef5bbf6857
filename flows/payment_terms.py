"""What makes payment terms of the store the same."""


def terms_key(terms):
    """(kind, days) of `PaymentTerms` or a template of them; names are for people and
    can be translated in the store."""
    return terms["paymentTermsType"], terms["dueInDays"] or 0
