"""Runs each line of the input as a statement in DuckDB, on one thread, and prints the first value of its result."""

import sys

import duckdb

connection = duckdb.connect(config={"threads": 1})
for statement in sys.stdin:
    print(connection.execute(statement).fetchone()[0], flush=True)
