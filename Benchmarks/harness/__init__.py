"""What `Benchmarks/run` is made of: data, rows that measure, and the report."""
