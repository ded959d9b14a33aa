-- What the learner is told: each letter once, each trouble once; and when the loop was last awake.

-- A mail or a push: the bytes that leave, kept until it is known what became of them. `about` is what it is the only one
-- about: the last day of a digest's week, the instant of some notices.
CREATE TABLE letters (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    through TEXT NOT NULL CHECK (through IN ('mail', 'ntfy', 'telegram')),
    kind TEXT NOT NULL CHECK (kind IN ('digest', 'notices', 'request', 'question', 'answer')),
    about TEXT NOT NULL,
    subject TEXT NOT NULL,
    message_id TEXT NOT NULL,
    content {bytes} NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('waiting', 'sending', 'sent', 'failed', 'unclear')),
    written_at TEXT NOT NULL,
    try_at TEXT NOT NULL,
    tries BIGINT NOT NULL,
    sender TEXT NOT NULL,
    ended_at TEXT,
    detail TEXT NOT NULL,
    hint TEXT NOT NULL,
    UNIQUE (journey_id, through, kind, about)
);

CREATE INDEX letters_on_the_way ON letters (journey_id, try_at) WHERE status IN ('waiting', 'sending');

CREATE TABLE told (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    trouble TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (journey_id, trouble)
);

ALTER TABLE journeys ADD COLUMN awake_at TEXT;

-- When nobody woke the jobs, between two times somebody did.
CREATE TABLE standstills (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (journey_id, since)
);

CREATE INDEX posts_by_date ON posts (journey_id, local_date);
