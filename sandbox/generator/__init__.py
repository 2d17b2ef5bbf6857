"""Realistic shops from one seed: catalogues, customers, orders."""

from .generator import Generator

__all__ = ["Generator"]
