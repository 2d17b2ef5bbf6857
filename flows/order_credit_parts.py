"""How what was billed too much is shared out over the refunds it comes from."""


def by_refund(over, refunds):
    """[(refund gid, [Due])], oldest first; what no refund explains has None.

    :param over: [Due] of an order
    :param refunds: [(refund gid, {line gid: (units, net, tax)})] in the order of time.
        Older ones were given back already, so the latest are served first.
    """
    left = {due.line.shopify_line_id: due for due in over}
    found = []
    for refund, lines in reversed(refunds):
        parts = []
        for gid, (units, net, tax) in lines.items():
            if gid in left:
                part, rest = left.pop(gid).part(units, net, tax)
                parts.append(part)
                if rest:
                    left[gid] = rest
        if parts:
            found.insert(0, (refund, parts))
    if left:
        found.append((None, list(left.values())))
    return found
