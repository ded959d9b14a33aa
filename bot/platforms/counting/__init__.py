"""What several platforms count alike: web addresses, emoji, and what a reader sees as one character."""
