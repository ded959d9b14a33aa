-- Which reviewed fact a post tells, so that each is told once per platform.

ALTER TABLE posts ADD COLUMN fact TEXT NOT NULL DEFAULT '';

CREATE INDEX facts_told ON posts (journey_id, platform, fact) WHERE fact <> '';
