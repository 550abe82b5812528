"""Indexes and foreign keys taken off the tables of people while they are filled, and put back as they were.

An index built at once is a sort, and costs a fraction of a million insertions; a foreign key checked at once is one
join. Both happen in the caller's transaction: if that is undone, they have never been away.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, text

# The catalogue says what there is, so that a new migration need not think of this. Indexes behind constraints stay:
# rows come in the order of the primary keys, which makes those cheap.
PARTS = text("""
    WITH owned AS (
        SELECT oid, conrelid, conname FROM pg_constraint WHERE contype = 'f' AND confrelid = 'users'::regclass
    )
    SELECT format('DROP INDEX %s', indexrelid::regclass) AS lift, pg_get_indexdef(indexrelid) AS restore
    FROM pg_index
    WHERE indrelid IN (SELECT conrelid FROM owned)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    UNION ALL
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM owned
    ORDER BY restore
""")


def lift(connection: Connection) -> Sequence[str]:
    """Take off all indexes and foreign keys of tables that belong to people; gives the statements that restore them."""
    parts = connection.execute(PARTS).all()
    for part in parts:
        connection.exec_driver_sql(part.lift)
    return [part.restore for part in parts]


def restore(connection: Connection, statements: Sequence[str], advance: Callable[[int], None]) -> None:
    """Put back what `lift` took off; calls `advance(1)` after each statement."""
    for statement in statements:
        connection.exec_driver_sql(statement)
        advance(1)
