-- What is looked up for every post, and was read from end to end: whose receipt an id is, which facts were told, which
-- angles the learner has had enough of.

CREATE INDEX receipts_by_remote_id ON receipts (journey_id, remote_id);

DROP INDEX facts_told;

CREATE INDEX facts_told ON posts (journey_id, platform, fact, status) WHERE fact <> '';

CREATE INDEX posts_turned_down ON posts (journey_id, platform, local_date) WHERE rejected_for <> '';
