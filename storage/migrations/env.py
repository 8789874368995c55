"""Alembic's entry: runs inside the transaction that storage.migrate opened."""

from alembic import context

from storage.models import StoreTable

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=StoreTable.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
