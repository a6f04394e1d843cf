"""the day on which a list was last handed out

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-26 09:00:00

"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    # When the lists of before were handed out is not known: their time begins now.
    today = datetime.now(UTC).date().isoformat()
    with op.batch_alter_table("handed_out_list") as table:
        table.add_column(sa.Column("last_on", sa.String(length=10), nullable=False, server_default=today))
    with op.batch_alter_table("handed_out_list") as table:
        table.alter_column("last_on", server_default=None)
        table.create_index("ix_handed_out_list_last_on", ["last_on"])


def downgrade():
    with op.batch_alter_table("handed_out_list") as table:
        table.drop_index("ix_handed_out_list_last_on")
        table.drop_column("last_on")
