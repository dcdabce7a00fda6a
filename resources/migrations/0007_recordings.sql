-- What the attempts sent and received, byte by byte with its timing, without keys. Packed; see core/store/recordings.h.
CREATE TABLE recordings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which they are dropped
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    body_bytes INTEGER NOT NULL,          -- of the answer, before packing
    packed_bytes INTEGER NOT NULL,
    packed BLOB NOT NULL,
    UNIQUE (run_id, attempt)
) STRICT;

-- Their sum, so that the cap is checked without reading them.
CREATE TABLE recording_totals (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    packed_bytes INTEGER NOT NULL
) STRICT;
INSERT INTO recording_totals (id, packed_bytes) VALUES (1, 0);

CREATE TRIGGER recording_is_counted AFTER INSERT ON recordings
BEGIN
    UPDATE recording_totals SET packed_bytes = packed_bytes + new.packed_bytes;
END;
CREATE TRIGGER recording_is_dropped AFTER DELETE ON recordings
BEGIN
    UPDATE recording_totals SET packed_bytes = packed_bytes - old.packed_bytes;
END;
