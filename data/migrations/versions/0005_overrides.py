"""Readings that people corrected, and of each version which corrections it was stored under."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column(
        "versions",
        sa.Column("overrides_hash", sa.String(length=64), nullable=False, server_default=""),
    )
    op.create_table(
        "overrides",
        sa.Column("measure_row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_row_id"], ["measures.id"], name="fk_overrides_measure_row_id_measures"
        ),
        sa.PrimaryKeyConstraint("measure_row_id", "field", name="pk_overrides"),
    )
