"""Tips, the counter that orders them, and their evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "tip",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(14), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("tactic", sa.String(64)),
        sa.Column("severity", sa.String(16)),
        sa.Column("urgency", sa.String(16)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("received_hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True)),
        sa.Column("route_token", sa.String(128), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tip"),
        sa.UniqueConstraint("seq", name="uq_tip_seq"),
        sa.UniqueConstraint("code", name="uq_tip_code"),
        sa.UniqueConstraint("key_hash", name="uq_tip_key_hash"),
    )
    op.create_index("ix_tip_unit_seq", "tip", ["unit", "seq"])
    counter = op.create_table(
        "tip_counter",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tip_counter"),
    )
    op.bulk_insert(counter, [{"id": 1, "last": 0}])
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("tip_id", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("key_hash", name="uq_evidence_key_hash"),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name="fk_evidence_tip_id_tip"),
    )
    op.create_index("ix_evidence_tip_id", "evidence", ["tip_id"])


def downgrade() -> None:
    op.drop_table("evidence")
    op.drop_table("tip_counter")
    op.drop_table("tip")
