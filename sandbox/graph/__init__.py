"""The GraphQL Admin API over the objects of a store."""
