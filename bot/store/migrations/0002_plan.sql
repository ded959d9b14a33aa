-- What a person decides about the calendar of their plan. Dates are the learner's local ones.

CREATE TABLE plan_pauses (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    first TEXT NOT NULL,
    last TEXT,
    reason TEXT NOT NULL
);

CREATE TABLE plan_moves (
    id {id},
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    decided_at TEXT NOT NULL,
    day_index BIGINT NOT NULL,
    item_id TEXT NOT NULL,
    moved_to TEXT NOT NULL
);

-- A study day a person closed before its hour.
CREATE TABLE closed_days (
    journey_id BIGINT NOT NULL REFERENCES journeys (id),
    study_date TEXT NOT NULL,
    closed_at TEXT NOT NULL,
    PRIMARY KEY (journey_id, study_date)
);
