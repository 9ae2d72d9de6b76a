"""Benchmarks: measured by `python3 run.py bench`, never timed in a test."""
