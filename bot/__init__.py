"""Learn in public, honestly: plan, evidence and publishing joined."""

__version__ = "0.1.0"
