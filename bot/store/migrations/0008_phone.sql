-- What a person is asked where they are, and what they have answered: each answer acts once.

-- One text a person was shown, under a code that dies with it: `body_hash` is of the bytes they saw, `about` says which
-- letter showed it.
CREATE TABLE requests (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    about TEXT NOT NULL,
    code TEXT NOT NULL,
    through TEXT NOT NULL CHECK (through IN ('mail', 'telegram')),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    version BIGINT NOT NULL,
    body_hash TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    PRIMARY KEY (journey_id, about)
);

CREATE UNIQUE INDEX one_request_of_a_code ON requests (journey_id, code) WHERE open;

CREATE UNIQUE INDEX one_request_for_a_post ON requests (journey_id, post_id) WHERE open;

CREATE INDEX requests_of_post ON requests (post_id);

-- What came and has been dealt with: `sender` is the bot or the mailbox its number belongs to.
CREATE TABLE heard (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    sender TEXT NOT NULL,
    number TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (journey_id, sender, number)
);
