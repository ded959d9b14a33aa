BEGIN TRANSACTION;
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
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
INSERT INTO "attempts" VALUES(1,1,1,1,'publisher 2762','2026-01-06T07:35:00.000000+00:00','2026-01-06T07:35:00.000000+00:00','published','');
CREATE TABLE claim_evidence (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    claim_id BIGINT NOT NULL REFERENCES claims (id),
    evidence_id BIGINT NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (claim_id, evidence_id)
);
INSERT INTO "claim_evidence" VALUES(1,1,1);
INSERT INTO "claim_evidence" VALUES(1,2,3);
INSERT INTO "claim_evidence" VALUES(1,3,3);
INSERT INTO "claim_evidence" VALUES(1,4,3);
INSERT INTO "claim_evidence" VALUES(1,5,8);
CREATE TABLE claims (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    tense TEXT NOT NULL CHECK (tense IN ('did', 'doing', 'planned')),
    UNIQUE (post_id, number)
);
INSERT INTO "claims" VALUES(1,1,1,1,'The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.','did');
INSERT INTO "claims" VALUES(2,1,2,1,'Masks picked the rows in one line, where the loop took nine.','did');
INSERT INTO "claims" VALUES(3,1,3,1,'Masks picked the rows in one line, where the loop took nine.','did');
INSERT INTO "claims" VALUES(4,1,3,2,'I''m working through train/test splits.','doing');
INSERT INTO "claims" VALUES(5,1,3,3,'Next on my roadmap: fit a line by hand.','planned');
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
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
INSERT INTO "evidence" VALUES(1,1,'note','note 1','The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.','win','','','2026-01-05T19:00:00.000000+00:00','2026-01-05');
INSERT INTO "evidence" VALUES(3,1,'note','note 2','Masks picked the rows in one line, where the loop took nine.','win','','','2026-01-06T19:00:00.000000+00:00','2026-01-06');
INSERT INTO "evidence" VALUES(5,1,'note','note 3','Joins kept rows I had meant to drop.','','','','2026-01-07T19:00:00.000000+00:00','2026-01-07');
INSERT INTO "evidence" VALUES(8,1,'plan','Day 4','Fit a line by hand','','','','2026-01-08T00:00:00.000000+00:00','2026-01-08');
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    at TEXT NOT NULL,
    was TEXT,
    became TEXT NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL
);
INSERT INTO "history" VALUES(1,1,1,'2026-01-06T05:00:00.000000+00:00',NULL,'draft','bot','angle win');
INSERT INTO "history" VALUES(2,1,1,'2026-01-06T06:00:00.000000+00:00','draft','approved','person','');
INSERT INTO "history" VALUES(3,1,1,'2026-01-06T07:35:00.000000+00:00','approved','publishing','publisher 2762','');
INSERT INTO "history" VALUES(4,1,1,'2026-01-06T07:35:00.000000+00:00','publishing','published','publisher 2762','');
INSERT INTO "history" VALUES(5,1,2,'2026-01-07T05:00:00.000000+00:00',NULL,'draft','bot','angle win');
INSERT INTO "history" VALUES(6,1,2,'2026-01-07T06:00:00.000000+00:00','draft','approved','person','');
INSERT INTO "history" VALUES(7,1,3,'2026-01-08T05:00:00.000000+00:00',NULL,'draft','bot','angle lesson');
INSERT INTO "history" VALUES(8,1,3,'2026-01-08T05:31:00.000000+00:00','draft','rejected','person','');
CREATE TABLE journeys (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    held_since TEXT,
    hold_reason TEXT NOT NULL
);
INSERT INTO "journeys" VALUES(1,'My roadmap','2026-01-05T19:00:00.000000+00:00',NULL,'');
CREATE TABLE media (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    part BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    alt TEXT NOT NULL,
    content BLOB NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (post_id, part, number)
);
CREATE TABLE migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO "migrations" VALUES(1,'0001_begin');
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    flavour TEXT NOT NULL CHECK (flavour IN ('', 'learned', 'win', 'mistake', 'question')),
    text TEXT NOT NULL,
    private BOOLEAN NOT NULL,
    written_at TEXT NOT NULL,
    study_date TEXT NOT NULL
);
INSERT INTO "notes" VALUES(1,1,'win','The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.',0,'2026-01-05T19:00:00.000000+00:00','2026-01-05');
INSERT INTO "notes" VALUES(2,1,'win','Masks picked the rows in one line, where the loop took nine.',0,'2026-01-06T19:00:00.000000+00:00','2026-01-06');
INSERT INTO "notes" VALUES(3,1,'','Joins kept rows I had meant to drop.',0,'2026-01-07T19:00:00.000000+00:00','2026-01-07');
CREATE TABLE parts (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (post_id, number)
);
INSERT INTO "parts" VALUES(1,1,1,'The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.');
INSERT INTO "parts" VALUES(1,2,1,'Masks picked the rows in one line, where the loop took nine.');
INSERT INTO "parts" VALUES(1,3,1,'Masks picked the rows in one line, where the loop took nine.

I''m working through train/test splits.

With the same customer on both sides of a split, a model can recognize the customer instead of the pattern, and the score will not hold for new ones. GroupKFold keeps each group on one side. Stratifying does something else, since it keeps the class shares alike in all folds, and StratifiedGroupKFold tries to do both.

Next on my roadmap: fit a line by hand.

How do you decide which rows belong together when you split a dataset?');
CREATE TABLE platform_pauses (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    platform TEXT NOT NULL,
    since TEXT NOT NULL,
    reason TEXT NOT NULL,
    hint TEXT NOT NULL,
    PRIMARY KEY (journey_id, platform)
);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
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
INSERT INTO "posts" VALUES(1,1,'x','morning','2026-01-06','win','Week 1: Foundations','Day 1: NumPy arrays','published','2026-01-06T07:30:00.000000+00:00','2026-01-06T05:00:00.000000+00:00','2026-01-06T06:00:00.000000+00:00','2026-01-06T07:35:00.000000+00:00','160a53bf7e076d0b4dd6ded33cbce824df1b3224d49bc5709ae616dd0e6c7b58','1e6febd2-3fe6-497a-9539-74ea0a6c0271',1,4);
INSERT INTO "posts" VALUES(2,1,'x','morning','2026-01-07','win','Week 1: Foundations','Day 2: Train/test splits','approved','2026-01-07T07:30:00.000000+00:00','2026-01-07T05:00:00.000000+00:00','2026-01-07T06:00:00.000000+00:00',NULL,'727217aabf3ef5e9573df1c2c004c9522bc03f13825389a1a142e4f6bd1e5097','c3a49fc8-d897-4353-879d-e8b66edd3a3c',0,2);
INSERT INTO "posts" VALUES(3,1,'linkedin','morning','2026-01-08','lesson','Week 1: Foundations','Day 2: Train/test splits','rejected','2026-01-08T08:00:00.000000+00:00','2026-01-08T05:00:00.000000+00:00',NULL,NULL,NULL,NULL,0,2);
CREATE TABLE receipts (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    part BIGINT NOT NULL,
    remote_id TEXT NOT NULL,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (post_id, part)
);
INSERT INTO "receipts" VALUES(1,1,1,'sandbox-x-1','file:///home/sam/learnaloud/sandbox/x.jsonl#sandbox-x-1','2026-01-06T07:35:00.000000+00:00');
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    version BIGINT NOT NULL,
    parts TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    UNIQUE (post_id, version)
);
CREATE TABLE roadmap_item_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    item_id TEXT NOT NULL,
    snapshot_id BIGINT NOT NULL REFERENCES roadmap_snapshots (id),
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    matched_by TEXT NOT NULL,
    FOREIGN KEY (journey_id, item_id) REFERENCES roadmap_items (journey_id, id)
);
INSERT INTO "roadmap_item_history" VALUES(1,1,'b9fd658a',1,'NumPy quick start','|week 1|day 1','new');
INSERT INTO "roadmap_item_history" VALUES(2,1,'d5c1b847',1,'Solve thirty array exercises','|week 1|day 1','new');
INSERT INTO "roadmap_item_history" VALUES(3,1,'8740da77',1,'Time a loop against a vectorised sum','|week 1|day 1','new');
INSERT INTO "roadmap_item_history" VALUES(4,1,'5c3a2de5',1,'Splitting data','|week 1|day 2','new');
INSERT INTO "roadmap_item_history" VALUES(5,1,'d292ce4e',1,'Hold out a fifth of the rows','|week 1|day 2','new');
INSERT INTO "roadmap_item_history" VALUES(6,1,'38f258d1',1,'Linear regression','|week 2','new');
INSERT INTO "roadmap_item_history" VALUES(7,1,'d55af4a5',1,'Fit a line by hand','|week 2','new');
INSERT INTO "roadmap_item_history" VALUES(8,1,'ed3bba40',1,'Can read a coefficient','|week 2','new');
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
INSERT INTO "roadmap_items" VALUES(1,'b9fd658a','theory','NumPy quick start','|week 1|day 1',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'d5c1b847','task','Solve thirty array exercises','|week 1|day 1',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'8740da77','stretch','Time a loop against a vectorised sum','|week 1|day 1',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'5c3a2de5','topic','Splitting data','|week 1|day 2',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'d292ce4e','task','Hold out a fifth of the rows','|week 1|day 2',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'38f258d1','topic','Linear regression','|week 2',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'d55af4a5','task','Fit a line by hand','|week 2',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'ed3bba40','outcome','Can read a coefficient','|week 2',NULL,NULL);
CREATE TABLE roadmap_snapshots (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    taken_at TEXT NOT NULL,
    title TEXT NOT NULL,
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (journey_id, digest, taken_at)
);
INSERT INTO "roadmap_snapshots" VALUES(1,1,'2026-01-06T05:00:00.000000+00:00','A small plan','3b7a60ffd93b02cecdd302fae754bc1a28766c22919e668269b8000c7bcb6084','8 new');
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
INSERT INTO "slots" VALUES(1,'x','morning','2026-01-06','2026-01-06T07:30:00.000000+00:00','posted','');
INSERT INTO "slots" VALUES(1,'linkedin','morning','2026-01-06','2026-01-06T08:00:00.000000+00:00','quiet','the evidence carries no post');
INSERT INTO "slots" VALUES(1,'x','morning','2026-01-07','2026-01-07T07:30:00.000000+00:00','open','');
INSERT INTO "slots" VALUES(1,'x','morning','2026-01-08','2026-01-08T07:30:00.000000+00:00','quiet','the evidence carries no post');
INSERT INTO "slots" VALUES(1,'linkedin','morning','2026-01-08','2026-01-08T08:00:00.000000+00:00','rejected','');
CREATE TABLE spending (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    platform TEXT NOT NULL,
    post_id BIGINT REFERENCES posts (id),
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    microdollars BIGINT NOT NULL
);
CREATE TABLE sync_cursors (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    source TEXT NOT NULL,
    mark TEXT NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (journey_id, source)
);
CREATE TABLE vault (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    name TEXT NOT NULL,
    sealed BLOB NOT NULL,
    expires_at TEXT,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (journey_id, name)
);
CREATE INDEX history_of_item ON roadmap_item_history (journey_id, item_id, id);
CREATE INDEX notes_by_date ON notes (journey_id, study_date);
CREATE INDEX evidence_by_date ON evidence (journey_id, study_date);
CREATE INDEX slots_by_date ON slots (journey_id, local_date);
CREATE UNIQUE INDEX one_live_post_in_a_slot ON posts (journey_id, platform, slot, local_date)
    WHERE status NOT IN ('failed', 'missed', 'rejected');
CREATE INDEX posts_due ON posts (journey_id, due_at, id) WHERE status = 'approved';
CREATE INDEX posts_waiting ON posts (journey_id, due_at, id)
    WHERE status IN ('draft', 'approved', 'publishing', 'unconfirmed');
CREATE INDEX posts_by_status ON posts (journey_id, status, due_at, id);
CREATE INDEX posts_by_platform ON posts (journey_id, platform, due_at, id);
CREATE INDEX claims_on_evidence ON claim_evidence (evidence_id);
CREATE INDEX history_of_post ON history (post_id, id);
CREATE INDEX spending_by_instant ON spending (journey_id, platform, at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('journeys',1);
INSERT INTO "sqlite_sequence" VALUES('notes',3);
INSERT INTO "sqlite_sequence" VALUES('evidence',8);
INSERT INTO "sqlite_sequence" VALUES('roadmap_snapshots',1);
INSERT INTO "sqlite_sequence" VALUES('roadmap_item_history',8);
INSERT INTO "sqlite_sequence" VALUES('posts',3);
INSERT INTO "sqlite_sequence" VALUES('history',8);
INSERT INTO "sqlite_sequence" VALUES('claims',5);
INSERT INTO "sqlite_sequence" VALUES('attempts',1);
COMMIT;
