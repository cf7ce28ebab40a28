"""Photos between the store and the rows that know of them: the store is written outside of every transaction."""
