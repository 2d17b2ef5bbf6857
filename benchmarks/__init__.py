"""Benchmarks: how fast, and how near to the least that Odoo needs for the same work.

Each runs a store (`sandbox`) and an Odoo server as processes of their own, and acts
from outside: signed messages come in by HTTP, jobs are run by the job runner. What is
counted is counted inside the Odoo process, by the module in `addons/`:

- sql: statements of all the process's cursors (the runner's own connection aside),
- cpu_s: the process's CPU seconds; the store's and PostgreSQL's are not in it,
- s: seconds by the clock, in which Odoo also waits for the store and PostgreSQL,
- api_calls: what reached the store.

The floor is plain Odoo making the same sale orders, in the same process and database.
"""
