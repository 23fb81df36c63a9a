"""The first tables: loads, sources, documents with their versions, and what the versions say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "bodies",
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("region_iso", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("collective", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("body_id", name="pk_bodies"),
    )
    op.create_table(
        "loads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("document_key", KEY, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_loads"),
    )
    op.create_table(
        "sources",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_sources"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("withdrawn_load_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["withdrawn_load_id"], ["loads.id"], name="fk_documents_withdrawn_load_id_loads"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("key", name="uq_documents_key"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("region_iso", sa.String(length=64), nullable=False),
        sa.Column("year_start", sa.Integer(), nullable=True),
        sa.Column("year_end", sa.Integer(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("report_date", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.String(length=64), nullable=False),
        sa.Column("fates", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_versions_document_id_documents"
        ),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name="fk_versions_load_id_loads"),
        sa.ForeignKeyConstraint(["sha256"], ["sources.sha256"], name="fk_versions_sha256_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("document_id", "number", name="uq_versions_document_id_number"),
    )
    op.create_index("ix_versions_sha256", "versions", ["sha256"], unique=False)
    op.create_index(
        "uq_versions_current",
        "versions",
        ["document_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "directions",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_directions_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_directions"),
    )
    op.create_table(
        "issues",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_issues_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_issues"),
    )
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("direction_number", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("full_text", sa.Text(), nullable=False),
        sa.Column("title_folded", sa.Text(), nullable=False),
        sa.Column("deadline_text", sa.Text(), nullable=False),
        sa.Column("deadline_kind", sa.String(length=64), nullable=False),
        sa.Column("deadline_start", sa.Date(), nullable=True),
        sa.Column("deadline_rule", sa.Text(), nullable=False),
        sa.Column("deadline_used", sa.Text(), nullable=False),
        sa.Column("deadline_issues", sa.Text(), nullable=False),
        sa.Column("expected_result", sa.Text(), nullable=False),
        sa.Column("bodies_text", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=False),
        sa.Column("theme_rule", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_measures_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_measures"),
        sa.UniqueConstraint("version_id", "measure_id", name="uq_measures_version_id_measure_id"),
        sa.UniqueConstraint("version_id", "position", name="uq_measures_version_id_position"),
    )
    op.create_index("ix_measures_measure_id", "measures", ["measure_id"], unique=False)
    op.create_table(
        "national_facts",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.String(length=64), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_national_facts_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_national_facts"),
    )
    op.create_table(
        "national_plans",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year_start", sa.Integer(), nullable=True),
        sa.Column("year_end", sa.Integer(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("tasks", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("snippet", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_national_plans_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_national_plans"),
    )
    op.create_table(
        "source_rows",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("fate", sa.String(length=64), nullable=False),
        sa.Column("measure_position", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_source_rows_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_source_rows"),
    )
    op.create_index(
        "ix_source_rows_measure", "source_rows", ["version_id", "measure_position"], unique=False
    )
    op.create_table(
        "assignments",
        sa.Column("measure_row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body_id", KEY, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("by_consent", sa.Boolean(), nullable=False),
        sa.Column("collective", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("used", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.body_id"], name="fk_assignments_body_id_bodies"
        ),
        sa.ForeignKeyConstraint(
            ["measure_row_id"], ["measures.id"], name="fk_assignments_measure_row_id_measures"
        ),
        sa.PrimaryKeyConstraint("measure_row_id", "position", name="pk_assignments"),
    )
    op.create_index("ix_assignments_body_id", "assignments", ["body_id"], unique=False)
    op.create_table(
        "due_dates",
        sa.Column("measure_row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_row_id"], ["measures.id"], name="fk_due_dates_measure_row_id_measures"
        ),
        sa.PrimaryKeyConstraint("measure_row_id", "position", name="pk_due_dates"),
    )
    op.create_index("ix_due_dates_due", "due_dates", ["due"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("measure_row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_measure_id", KEY, nullable=True),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("result_text", sa.Text(), nullable=False),
        sa.Column("quotation", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("denied", sa.Text(), nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_row_id"], ["measures.id"], name="fk_outcomes_measure_row_id_measures"
        ),
        sa.PrimaryKeyConstraint("measure_row_id", name="pk_outcomes"),
    )
    op.create_index("ix_outcomes_plan_measure_id", "outcomes", ["plan_measure_id"], unique=False)
    op.create_table(
        "subtasks",
        sa.Column("measure_row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_row_id"], ["measures.id"], name="fk_subtasks_measure_row_id_measures"
        ),
        sa.PrimaryKeyConstraint("measure_row_id", "position", name="pk_subtasks"),
    )
    op.create_table(
        "evidence",
        sa.Column("measure_row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("snippet", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_row_id"],
            ["outcomes.measure_row_id"],
            name="fk_evidence_measure_row_id_outcomes",
        ),
        sa.PrimaryKeyConstraint("measure_row_id", "position", name="pk_evidence"),
    )
