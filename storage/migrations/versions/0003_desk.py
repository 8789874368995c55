"""Officers and their sessions at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "officer",
        sa.Column("username", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("username", name="pk_officer"),
    )
    op.create_table(
        "desk_session",
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.Column("username", sa.String(64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="pk_desk_session"),
        sa.ForeignKeyConstraint(["username"], ["officer.username"], name="fk_desk_session_username_officer"),
    )
    op.create_index("ix_desk_session_username", "desk_session", ["username"])


def downgrade() -> None:
    op.drop_table("desk_session")
    op.drop_table("officer")
