"""Measurements, one command each: `python -m benchmarks.<name> --help`; `make bench` runs them one after another."""
