"""what is said twice of a listing is one open report

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-25 14:15:00

"""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("settled_on IS NULL")
REPORT = sa.table(
    "report",
    sa.column("id", sa.Integer),
    sa.column("offering", sa.String),
    sa.column("kind", sa.String),
    sa.column("text", sa.Text),
    sa.column("text_hash", sa.String),
    sa.column("times", sa.Integer),
    sa.column("settled_on", sa.String),
)


def upgrade():
    with op.batch_alter_table("report") as batch:
        batch.add_column(sa.Column("text_hash", sa.String(length=64), nullable=False, server_default=""))
    _fill()
    with op.batch_alter_table("report") as batch:
        batch.alter_column("text_hash", server_default=None)
    op.create_index(
        "one_open_report",
        "report",
        ["offering", "kind", "text_hash"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def _fill():
    """Write the hashes; open reports that say the same become the first of them."""
    bind = op.get_bind()
    first = {}
    for row in bind.execute(sa.select(REPORT).order_by(REPORT.c.id)).all():
        digest = sha256(" ".join(row.text.split()).casefold().encode()).hexdigest()
        one = sa.update(REPORT).where(REPORT.c.id == row.id)
        key = (row.offering, row.kind, digest)
        if row.settled_on is None and key in first:
            more = sa.update(REPORT).where(REPORT.c.id == first[key])
            bind.execute(more.values(times=REPORT.c.times + row.times))
            bind.execute(sa.delete(REPORT).where(REPORT.c.id == row.id))
            continue
        bind.execute(one.values(text_hash=digest))
        if row.settled_on is None:
            first[key] = row.id


def downgrade():
    op.drop_index("one_open_report", "report")
    with op.batch_alter_table("report") as batch:
        batch.drop_column("text_hash")
