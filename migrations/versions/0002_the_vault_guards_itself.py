"""The vault guards itself: entries balance, history is never rewritten."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("ledger_entry", "ledger_line", "state_change", "stock_movement")

REFUSE = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
# Deferred to the commit: the lines of an entry arrive one by one.
BALANCE = """
CREATE FUNCTION refuse_unbalanced_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry bigint := CASE TG_TABLE_NAME WHEN 'ledger_entry' THEN NEW.id ELSE (to_jsonb(NEW) ->> 'entry_id')::bigint END;
BEGIN
    IF (SELECT count(*) < 2 FROM ledger_line WHERE entry_id = entry)
        OR EXISTS (SELECT 1 FROM ledger_line WHERE entry_id = entry GROUP BY unit HAVING sum(amount) <> 0)
    THEN
        RAISE EXCEPTION 'ledger entry % does not balance', entry USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.execute(REFUSE)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
        )
    op.execute(BALANCE)
    for table in ("ledger_entry", "ledger_line"):
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_balances AFTER INSERT ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_entry()"
        )


def downgrade() -> None:
    for table in ("ledger_line", "ledger_entry"):
        op.execute(f"DROP TRIGGER {table}_balances ON {table}")
    op.execute("DROP FUNCTION refuse_unbalanced_entry()")
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
    op.execute("DROP FUNCTION refuse_rewriting()")
