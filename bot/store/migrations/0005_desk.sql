-- What the desk remembers: until when a text is true, what a no was for, which post corrects which, what was wrong in
-- one, how the learner prefers to say what a template said, and when they were last there to say anything.

ALTER TABLE posts ADD COLUMN true_until TEXT;

ALTER TABLE posts ADD COLUMN rejected_for TEXT NOT NULL DEFAULT '';

ALTER TABLE posts ADD COLUMN corrects BIGINT REFERENCES posts (id);

ALTER TABLE claims ADD COLUMN wrong TEXT NOT NULL DEFAULT '';

ALTER TABLE evidence ADD COLUMN refuted_at TEXT;

ALTER TABLE journeys ADD COLUMN seen_at TEXT;

CREATE TABLE preferences (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    was TEXT NOT NULL,
    becomes TEXT NOT NULL,
    learned_at TEXT NOT NULL,
    PRIMARY KEY (journey_id, was)
);

CREATE INDEX history_by_person ON history (journey_id, who, at);
