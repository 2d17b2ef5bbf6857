"""What Odoo refuses to book holds nothing else."""

from odoo.exceptions import RedirectWarning, UserError

REFUSALS = (UserError, RedirectWarning)


def all_or_each(cr, keys, work, refused):
    """Do the work for all keys at once; when Odoo refuses, for each by itself.

    :param work: called with a list of keys; what it wrote is undone when it refuses
    :param refused: called with a key and the error
    """
    if not keys:
        return
    try:
        with cr.savepoint():
            work(keys)
    except REFUSALS as error:
        if len(keys) == 1:
            refused(keys[0], error)
            return
        for key in keys:
            all_or_each(cr, [key], work, refused)
