"""What the person is told: rows of JSON, health, the timeline page."""
