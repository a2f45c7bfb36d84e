"""Runs the migrations on the connection it is handed, inside the transaction that is already open."""

from alembic import context

from bot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
    pseudonyms=context.config.attributes.get("pseudonyms"),
)
context.run_migrations()
