"""Run migrations over the house's own engine and models."""

from alembic import context
from flask import current_app

from marketplace.domains import load_models
from marketplace.foundation.db import Base

load_models()
# DDL queues behind the longest open transaction, and everybody behind it: give up soon, try again later.
LIMITS = "SET lock_timeout = '5s'; SET statement_timeout = '10min'"


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(727_074)")  # two machines starting at once
        connection.exec_driver_sql(LIMITS)
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transaction_per_migration=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.exec_driver_sql("SELECT pg_advisory_unlock(727_074)")
        connection.commit()


run()
