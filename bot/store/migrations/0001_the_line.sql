-- What one line of the product needs to remember, from roadmap to receipt.
-- {id} is an ever-growing number in the words of either database. Instants are UTC text of one width, so they sort;
-- dates are the learner's local dates.

CREATE TABLE journeys (
    id {id},
    name TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE evidence (
    id {id},
    journey_id INTEGER NOT NULL REFERENCES journeys (id),
    kind TEXT NOT NULL CHECK (kind IN ('note', 'commit', 'pull request', 'release', 'tick', 'plan')),
    ref TEXT NOT NULL,
    text TEXT NOT NULL,
    flavour TEXT NOT NULL,
    url TEXT NOT NULL,
    repository TEXT NOT NULL,
    at TEXT NOT NULL,
    study_date TEXT NOT NULL,
    UNIQUE (journey_id, kind, ref)
);

CREATE INDEX evidence_by_date ON evidence (journey_id, study_date);

-- That a slot fires once is this primary key.
CREATE TABLE slots (
    journey_id INTEGER NOT NULL REFERENCES journeys (id),
    platform TEXT NOT NULL,
    slot TEXT NOT NULL,
    local_date TEXT NOT NULL,
    due_at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK
        (outcome IN ('open', 'posted', 'missed', 'failed', 'rejected', 'quiet', 'paused', 'held', 'skipped')),
    reason TEXT NOT NULL,
    PRIMARY KEY (journey_id, platform, slot, local_date)
);

CREATE TABLE posts (
    id {id},
    journey_id INTEGER NOT NULL,
    platform TEXT NOT NULL,
    slot TEXT NOT NULL,
    local_date TEXT NOT NULL,
    angle TEXT NOT NULL,
    section TEXT NOT NULL,
    day TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN
        ('draft', 'approved', 'publishing', 'published', 'failed', 'unconfirmed', 'missed', 'rejected')),
    due_at TEXT NOT NULL,
    created_at TEXT NOT NULL,
    approved_at TEXT,
    published_at TEXT,
    body_hash TEXT,
    idempotency_key TEXT,
    attempts INTEGER NOT NULL,
    version INTEGER NOT NULL,
    FOREIGN KEY (journey_id, platform, slot, local_date) REFERENCES slots (journey_id, platform, slot, local_date),
    CONSTRAINT published_has_its_instant CHECK ((status = 'published') = (published_at IS NOT NULL)),
    CONSTRAINT sendable_is_frozen CHECK
        (status NOT IN ('approved', 'publishing', 'published', 'unconfirmed') OR body_hash IS NOT NULL)
);

CREATE UNIQUE INDEX one_live_post_in_a_slot ON posts (journey_id, platform, slot, local_date)
    WHERE status NOT IN ('failed', 'missed', 'rejected');

CREATE INDEX posts_due ON posts (due_at, id) WHERE status = 'approved';

CREATE INDEX posts_waiting ON posts (journey_id, due_at, id)
    WHERE status IN ('draft', 'approved', 'publishing', 'unconfirmed');

CREATE INDEX posts_by_status ON posts (journey_id, status, due_at, id);

CREATE TABLE parts (
    post_id INTEGER NOT NULL REFERENCES posts (id),
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (post_id, number)
);

CREATE TABLE claims (
    id {id},
    post_id INTEGER NOT NULL REFERENCES posts (id),
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    tense TEXT NOT NULL CHECK (tense IN ('did', 'doing', 'planned')),
    UNIQUE (post_id, number)
);

CREATE TABLE claim_evidence (
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (claim_id, evidence_id)
);

CREATE INDEX claims_on_evidence ON claim_evidence (evidence_id);

CREATE TABLE attempts (
    id {id},
    post_id INTEGER NOT NULL REFERENCES posts (id),
    number INTEGER NOT NULL,
    sender TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT,
    detail TEXT NOT NULL,
    UNIQUE (post_id, number)
);

CREATE TABLE receipts (
    post_id INTEGER NOT NULL REFERENCES posts (id),
    part INTEGER NOT NULL,
    remote_id TEXT NOT NULL,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (post_id, part)
);

CREATE TABLE history (
    id {id},
    journey_id INTEGER NOT NULL REFERENCES journeys (id),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    at TEXT NOT NULL,
    was TEXT,
    became TEXT NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE INDEX history_of_post ON history (post_id, id);
