"""What is behind ./dev: prepares Odoo, PostgreSQL and Python, and runs things on them.

Uses the standard library only, because it runs before anything is installed.
"""
