-- Lists of all halls and of all shows go page by page along these.

CREATE INDEX halls_by_name ON halls (name, hall_id);
CREATE INDEX shows_in_order ON shows (starts_at_ms, show_id);
