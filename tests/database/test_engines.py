"""The databases that tests are given: empty each time, and of the kind that the test was promised."""

import pytest
from sqlalchemy import create_engine, inspect, text


# Twice, so that what one run leaves behind would be seen by the other.
@pytest.mark.parametrize("run", [1, 2])
def test_a_database_is_new_each_time(database_url: str, run: int) -> None:
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE measures (title TEXT)"))
        connection.execute(text("INSERT INTO measures VALUES ('Їжакова ґрядка')"))
        assert connection.scalar(text("SELECT title FROM measures")) == "Їжакова ґрядка"
    engine.dispose()


def test_postgresql_knows_ukrainian_letters(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT lower('ЇЖАКОВА ҐРЯДКА')")) == "їжакова ґрядка"
        ordered = """SELECT string_agg(x, '' ORDER BY x COLLATE "uk-x-icu")
                     FROM unnest(ARRAY['я', 'ї', 'і', 'є', 'ґ', 'г', 'а']) AS x"""
        assert connection.scalar(text(ordered)) == "агґєіїя"
    engine.dispose()
