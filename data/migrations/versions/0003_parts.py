"""Several documents in one file: which of them a version is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    part = sa.Column("part", sa.Integer(), nullable=False, server_default=sa.text("0"))
    op.add_column("versions", part)
