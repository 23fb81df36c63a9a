"""By what a load finds the documents near one that it stores: indexes instead of reading every version."""

from __future__ import annotations

from pathlib import PurePath

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("versions", sa.Column("stem", sa.Text(), nullable=False, server_default=""))
    versions = sa.table("versions", sa.column("id"), sa.column("name"), sa.column("stem"))
    connection = op.get_bind()
    rows = connection.execute(sa.select(versions.c.id, versions.c.name)).all()
    stems = [{"version": row.id, "said": PurePath(row.name).stem.casefold()} for row in rows]
    if stems:
        of_version = versions.c.id == sa.bindparam("version")
        changed = sa.update(versions).where(of_version).values(stem=sa.bindparam("said"))
        connection.execute(changed, stems)
    op.create_index("ix_versions_stem", "versions", ["stem"])
    op.create_index(
        "ix_versions_near", "versions", ["region_iso", "programme", "kind", "year_start"]
    )
