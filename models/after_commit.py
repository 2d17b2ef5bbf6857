from odoo import api


def after_commit(env, model, method, *args):
    """Call a model's method once this transaction has committed, in one of its own.

    So a job that the method makes starts after the commit, and sees what was
    written. Made in this transaction, it could be suppressed by one that starts
    before our commit and therefore never sees it.
    """
    registry = env.registry

    @env.cr.postcommit.add
    def call():
        with registry.cursor() as cr:
            getattr(api.Environment(cr, api.SUPERUSER_ID, {})[model], method)(*args)
