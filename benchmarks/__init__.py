"""Load measurements, each one command: `python -m benchmarks.chat --json`.

docs/develop/benchmarks.md says what every number means and how it is taken.
"""
