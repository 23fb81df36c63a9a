"""Runs migrations on the connection that `data.migrating.upgrade` gives, inside its transaction.

Logging stays as the program has set it up.
"""

from __future__ import annotations

from alembic import context

from data.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
