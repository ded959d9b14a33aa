"""Benchmarks: each file runs alone and prints ratios within its own run."""
