"""Migrations of the database, run by `data.engine.upgrade`."""
