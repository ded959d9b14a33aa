-- Evidence of more kinds, what a closer look found, what no longer stands; how far each source has been read. `source` is
-- where a piece was read and who may show or hide its name, `commit_ref` the commit a note or a number was read from.

CREATE TABLE evidence_anew (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    kind TEXT NOT NULL CHECK (kind IN ('note', 'commit', 'pull request', 'release', 'tick', 'number', 'plan')),
    ref TEXT NOT NULL,
    text TEXT NOT NULL,
    flavour TEXT NOT NULL,
    url TEXT NOT NULL,
    repository TEXT NOT NULL,
    at TEXT NOT NULL,
    study_date TEXT NOT NULL,
    counted BOOLEAN NOT NULL,
    details TEXT,
    gone_at TEXT,
    source TEXT NOT NULL,
    commit_ref TEXT NOT NULL,
    UNIQUE (journey_id, kind, ref)
);

INSERT INTO evidence_anew
    SELECT id, journey_id, kind, ref, text, flavour, url, repository, at, study_date, FALSE, NULL, NULL, '', ''
    FROM evidence;

CREATE TABLE claim_evidence_anew (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    claim_id BIGINT NOT NULL REFERENCES claims (id),
    evidence_id BIGINT NOT NULL REFERENCES evidence_anew (id),
    PRIMARY KEY (claim_id, evidence_id)
);

INSERT INTO claim_evidence_anew SELECT journey_id, claim_id, evidence_id FROM claim_evidence;

DROP TABLE claim_evidence;

DROP TABLE evidence;

ALTER TABLE evidence_anew RENAME TO evidence;

ALTER TABLE claim_evidence_anew RENAME TO claim_evidence;

CREATE INDEX evidence_by_date ON evidence (journey_id, study_date);

CREATE INDEX evidence_by_source ON evidence (source);

CREATE INDEX evidence_by_commit ON evidence (commit_ref);

CREATE INDEX claims_on_evidence ON claim_evidence (evidence_id);

-- A picture the learner took of what a note is about, as it was kept: without what a camera writes into it.
CREATE TABLE note_media (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    note_id BIGINT NOT NULL REFERENCES notes (id),
    kind TEXT NOT NULL,
    alt TEXT NOT NULL,
    content {bytes} NOT NULL,
    sha256 TEXT NOT NULL
);

-- Where a person said that evidence does not speak of an item of the roadmap; where it does, a tick says so.
CREATE TABLE refused_matches (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    evidence_id BIGINT NOT NULL REFERENCES evidence (id),
    item_id TEXT NOT NULL,
    refused_at TEXT NOT NULL,
    PRIMARY KEY (evidence_id, item_id),
    FOREIGN KEY (journey_id, item_id) REFERENCES roadmap_items (journey_id, id)
);

-- What a source had that is no evidence, and why.
CREATE TABLE left_out (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    source TEXT NOT NULL,
    ref TEXT NOT NULL,
    study_date TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (journey_id, source, ref)
);

CREATE INDEX left_out_by_date ON left_out (journey_id, study_date);

-- How far each source has been read, and whether the last reading came to its end. A source goes by a digest: the name of
-- a repository may be private.
DROP TABLE sync_cursors;

CREATE TABLE sources (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    began_at TEXT NOT NULL,
    finished_at TEXT,
    problem TEXT NOT NULL,
    hint TEXT NOT NULL,
    not_before TEXT,
    PRIMARY KEY (journey_id, name)
);

-- Whether the item's box was ticked in the learner's file when it was last read.
ALTER TABLE roadmap_items ADD COLUMN box BOOLEAN;
