-- The sandbox's own books. Bodies are the JSON a caller sees; keys beginning with _ stay inside.
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, account, seq);
CREATE INDEX IF NOT EXISTS objects_by_intent ON objects (json_extract(body, '$.payment_intent'))
    WHERE json_extract(body, '$.payment_intent') IS NOT NULL;
CREATE INDEX IF NOT EXISTS objects_by_charge ON objects (json_extract(body, '$.charge'))
    WHERE json_extract(body, '$.charge') IS NOT NULL;
CREATE INDEX IF NOT EXISTS objects_by_group ON objects (json_extract(body, '$.transfer_group'))
    WHERE json_extract(body, '$.transfer_group') IS NOT NULL;

-- Double entry: the lines of an entry sum to nothing, and nobody rewrites a line.
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    currency TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (kind, source)
);
CREATE TABLE IF NOT EXISTS lines (
    entry INTEGER NOT NULL REFERENCES entries (id),
    book TEXT NOT NULL,
    amount INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS lines_by_entry ON lines (entry);
CREATE TABLE IF NOT EXISTS balances (
    book TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (book, currency)
);
CREATE TRIGGER IF NOT EXISTS lines_stay BEFORE UPDATE ON lines
    BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END;
CREATE TRIGGER IF NOT EXISTS lines_remain BEFORE DELETE ON lines
    BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END;

CREATE TABLE IF NOT EXISTS answers (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    request_id TEXT NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE TABLE IF NOT EXISTS timers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due_at REAL NOT NULL,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS timers_by_due ON timers (due_at);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at REAL NOT NULL,
    give_up_at REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    forged INTEGER NOT NULL DEFAULT 0,
    last_answer TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS deliveries_waiting ON deliveries (due_at) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS deliveries_by_event ON deliveries (event);
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS parcels (
    tracking TEXT PRIMARY KEY,
    reference TEXT UNIQUE,
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    registered_at REAL NOT NULL,
    told INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    text TEXT NOT NULL,
    reference TEXT UNIQUE,
    at REAL NOT NULL
);
