"""Alembic's entry: the connection and its one transaction come from lagniappe.db.migrate."""

from alembic import context

from lagniappe.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
