"""What is remembered: tables and migrations, the queue with its guarded changes, evidence; nobody else knows SQL."""
