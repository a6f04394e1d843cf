"""lists handed out

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-25 10:05:00

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "handed_out_list",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )


def downgrade():
    op.drop_table("handed_out_list")
