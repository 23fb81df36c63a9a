"""Which bytes were read and what they gave, which files were refused, and which versions are demo data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "readings",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_readings_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("sha256", "version_id", name="pk_readings"),
    )
    op.create_table(
        "refusals",
        sa.Column("name", KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", "sha256", name="pk_refusals"),
    )
    # what stands in the table already was never demo data
    op.add_column(
        "versions", sa.Column("is_demo", sa.Boolean(), nullable=False, server_default=sa.false())
    )
