from odoo.fields import Command


def changed_values(record, vals):
    """The part of `vals` that differs from what the record holds.

    Commands of x2many fields are always taken, but for a many2many's one `set`:
    flows leave them out when nothing changed.
    """
    return {
        name: value
        for name, value in vals.items()
        if not same_value(record._fields[name], record[name], value)
    }


def same_value(field, current, value):
    """Whether a value to be written says the same as the field's current one."""
    if field.type in ("one2many", "many2many"):
        return value == [Command.set(sorted(current.ids))]
    if field.type == "many2one":
        return current.id == (value or False)
    if field.type in ("float", "monetary"):
        return abs(current - (value or 0.0)) < 1e-9
    return (current or False) == (value or False)
