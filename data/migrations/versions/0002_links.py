"""Links between rows of reports and measures of plans; they take the place of a column of outcomes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "links",
        sa.Column("report_measure_id", KEY, nullable=False),
        sa.Column("plan_measure_id", KEY, nullable=False),
        sa.Column("report_key", KEY, nullable=False),
        sa.Column("plan_key", KEY, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=64), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("report_measure_id", "plan_measure_id", name="pk_links"),
    )
    op.create_index("ix_links_plan_measure_id", "links", ["plan_measure_id"], unique=False)
    op.create_index("ix_links_report_key", "links", ["report_key"], unique=False)
    op.create_index("ix_links_plan_key", "links", ["plan_key"], unique=False)
    automatic = sa.text("decision = 'automatic'")
    op.create_index(
        "uq_links_measure",
        "links",
        ["report_key", "plan_measure_id"],
        unique=True,
        sqlite_where=automatic,
        postgresql_where=automatic,
    )
    by_rule = sa.text("decision IN ('automatic', 'proposed', 'outside')")
    op.create_index(
        "uq_links_row",
        "links",
        ["report_measure_id"],
        unique=True,
        sqlite_where=by_rule,
        postgresql_where=by_rule,
    )
    op.drop_index("ix_outcomes_plan_measure_id", "outcomes")
    op.drop_column("outcomes", "plan_measure_id")
