-- What sending remembers: when a post may be tried again, the pictures a platform has, how long it is paused, and what a
-- platform told of the account (never a secret).

ALTER TABLE posts ADD COLUMN try_at TEXT;

ALTER TABLE platform_pauses ADD COLUMN until TEXT;

CREATE TABLE uploads (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    part BIGINT NOT NULL,
    number BIGINT NOT NULL,
    picture TEXT NOT NULL,
    handle TEXT NOT NULL,
    ready_at TEXT NOT NULL,
    good_until TEXT NOT NULL,
    PRIMARY KEY (post_id, part, number)
);

CREATE TABLE remembered (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (journey_id, platform, name)
);
