"""Kills the real program at every point of sending, and at random, and holds what it remembers against the truth."""
