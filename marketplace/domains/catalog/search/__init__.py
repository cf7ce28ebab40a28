"""Finding products without extensions: our own words, PostgreSQL's tsvector and GIN, and two ways to read them."""
