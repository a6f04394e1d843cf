"""publications become numbered editions; rows have hashes; the sheets as last loaded are kept

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-27 18:40:00

The hashes themselves are written by the program when it brings a database up to date: they are of
whole rows, which stand in many tables.
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

HISTORY = ("id", "hash", "published_at", "offerings")


def upgrade():
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("sheets", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("offerings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute(
        "INSERT INTO edition (id, based_on, hash, sheets, published_at, offerings) "
        "SELECT id, id - 1, hash, '', published_at, offerings FROM publication"
    )
    op.drop_table("publication")
    for name, *more in (
        ("row_state", sa.Column("edition", sa.Integer(), nullable=False)),
        ("loaded_row", sa.Column("content", sa.Text(), nullable=False)),
    ):
        op.create_table(
            name,
            sa.Column("kind", sa.String(length=10), nullable=False),
            sa.Column("code", sa.String(length=60), nullable=False),
            sa.Column("hash", sa.String(length=64), nullable=False),
            *more,
            sa.PrimaryKeyConstraint("kind", "code"),
        )
    op.create_index("ix_row_state_edition", "row_state", ["edition"])


def downgrade():
    op.drop_table("loaded_row")
    op.drop_table("row_state")
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("offerings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    names = ", ".join(HISTORY)
    op.execute(f"INSERT INTO publication ({names}) SELECT {names} FROM edition")
    if op.get_bind().dialect.name == "postgresql":
        newest = "COALESCE((SELECT max(id) FROM publication), 0) + 1"
        op.execute(f"SELECT setval(pg_get_serial_sequence('publication', 'id'), {newest}, false)")
    op.drop_table("edition")
