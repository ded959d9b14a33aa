-- Everything one journey remembers. Every row names its journey, so a second one needs no new walls.
-- {id} is an ever-growing number in the words of either database. Instants are UTC text of one width, so they sort and
-- read the same everywhere; dates are the learner's local dates; what is a list or a picture of a file is JSON.

CREATE TABLE journeys (
    id {id},
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    held_since TEXT,
    hold_reason TEXT NOT NULL
);

-- The roadmap as it was read, each time it had changed.
CREATE TABLE roadmap_snapshots (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    taken_at TEXT NOT NULL,
    title TEXT NOT NULL,
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (journey_id, digest, taken_at)
);

-- One item for the journey's whole life, whatever its words and its place become.
CREATE TABLE roadmap_items (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    done_at TEXT,
    retired_at TEXT,
    PRIMARY KEY (journey_id, id)
);

CREATE TABLE roadmap_item_history (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    item_id TEXT NOT NULL,
    snapshot_id BIGINT NOT NULL REFERENCES roadmap_snapshots (id),
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    matched_by TEXT NOT NULL,
    FOREIGN KEY (journey_id, item_id) REFERENCES roadmap_items (journey_id, id)
);

CREATE INDEX history_of_item ON roadmap_item_history (journey_id, item_id, id);

CREATE TABLE notes (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    flavour TEXT NOT NULL CHECK (flavour IN ('', 'learned', 'win', 'mistake', 'question')),
    text TEXT NOT NULL,
    private BOOLEAN NOT NULL,
    written_at TEXT NOT NULL,
    study_date TEXT NOT NULL
);

CREATE INDEX notes_by_date ON notes (journey_id, study_date);

CREATE TABLE evidence (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
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
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    platform TEXT NOT NULL,
    slot TEXT NOT NULL,
    local_date TEXT NOT NULL,
    due_at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK
        (outcome IN ('open', 'posted', 'missed', 'failed', 'rejected', 'quiet', 'paused', 'held', 'skipped')),
    reason TEXT NOT NULL,
    PRIMARY KEY (journey_id, platform, slot, local_date)
);

CREATE INDEX slots_by_date ON slots (journey_id, local_date);

CREATE TABLE posts (
    id {id},
    journey_id BIGINT NOT NULL,
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
    attempts BIGINT NOT NULL,
    version BIGINT NOT NULL,
    FOREIGN KEY (journey_id, platform, slot, local_date) REFERENCES slots (journey_id, platform, slot, local_date),
    CONSTRAINT published_has_its_instant CHECK ((status = 'published') = (published_at IS NOT NULL)),
    CONSTRAINT sendable_is_frozen CHECK
        (status NOT IN ('approved', 'publishing', 'published', 'unconfirmed') OR
        (body_hash IS NOT NULL AND idempotency_key IS NOT NULL AND approved_at IS NOT NULL))
);

CREATE UNIQUE INDEX one_live_post_in_a_slot ON posts (journey_id, platform, slot, local_date)
    WHERE status NOT IN ('failed', 'missed', 'rejected');

CREATE INDEX posts_due ON posts (journey_id, due_at, id) WHERE status = 'approved';

CREATE INDEX posts_waiting ON posts (journey_id, due_at, id)
    WHERE status IN ('draft', 'approved', 'publishing', 'unconfirmed');

CREATE INDEX posts_by_status ON posts (journey_id, status, due_at, id);

CREATE INDEX posts_by_platform ON posts (journey_id, platform, due_at, id);

CREATE TABLE parts (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (post_id, number)
);

CREATE TABLE media (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    part BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    alt TEXT NOT NULL,
    content {bytes} NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (post_id, part, number)
);

CREATE TABLE claims (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    tense TEXT NOT NULL CHECK (tense IN ('did', 'doing', 'planned')),
    UNIQUE (post_id, number)
);

CREATE TABLE claim_evidence (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    claim_id BIGINT NOT NULL REFERENCES claims (id),
    evidence_id BIGINT NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (claim_id, evidence_id)
);

CREATE INDEX claims_on_evidence ON claim_evidence (evidence_id);

-- What a post said before it was edited.
CREATE TABLE revisions (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    version BIGINT NOT NULL,
    parts TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    UNIQUE (post_id, version)
);

-- One try at publishing, written before the first byte leaves.
CREATE TABLE attempts (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    number BIGINT NOT NULL,
    sender TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT,
    detail TEXT NOT NULL,
    UNIQUE (post_id, number)
);

CREATE TABLE receipts (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    part BIGINT NOT NULL,
    remote_id TEXT NOT NULL,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (post_id, part)
);

CREATE TABLE history (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    at TEXT NOT NULL,
    was TEXT,
    became TEXT NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE INDEX history_of_post ON history (post_id, id);

-- A platform nothing is sent to until a person has acted.
CREATE TABLE platform_pauses (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    platform TEXT NOT NULL,
    since TEXT NOT NULL,
    reason TEXT NOT NULL,
    hint TEXT NOT NULL,
    PRIMARY KEY (journey_id, platform)
);

CREATE TABLE spending (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    platform TEXT NOT NULL,
    post_id BIGINT REFERENCES posts (id),
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    microdollars BIGINT NOT NULL
);

CREATE INDEX spending_by_instant ON spending (journey_id, platform, at);

-- Tokens. Nothing else of the database may hold a secret, and no export holds this table.
CREATE TABLE vault (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    name TEXT NOT NULL,
    sealed {bytes} NOT NULL,
    expires_at TEXT,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (journey_id, name)
);

-- How far each source of evidence has been read.
CREATE TABLE sync_cursors (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    source TEXT NOT NULL,
    mark TEXT NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (journey_id, source)
);
