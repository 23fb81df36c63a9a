"""What the database knows of the sizes of its tables, by which it chooses how to answer."""

from __future__ import annotations

from sqlalchemy import Engine

from data.schema import metadata


def refresh_statistics(engine: Engine) -> None:
    """Lets PostgreSQL look at its tables anew after a great load; SQLite answers well without.

    Until it does so by itself it takes them for empty: the links of 20,000 measures were then counted for minutes.
    """
    if engine.dialect.name != "postgresql":
        return
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ANALYZE {tables}")
