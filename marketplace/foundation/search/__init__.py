"""Finding rows by lexemes in the order asked for: PostgreSQL's tsvector and GIN, without extensions."""
