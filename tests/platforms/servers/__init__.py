"""Platforms on loopback that behave as their contracts say, keep a ledger of what is out, and fail when asked to."""
