-- In which order a roll-out takes cases up: those that were worked with last come first (docs/decisions/0056).
-- A release of before, still at work while this one begins, knows no places: its rows come first of all, at 0.
ALTER TABLE bulk_item ADD COLUMN place integer NOT NULL DEFAULT 0;

-- What is listed and not moved yet keeps the order it was listed in; no roll-out is forgotten half-way.
UPDATE bulk_item i SET place = x.place
FROM (
  SELECT bulk_id, case_id, row_number() OVER (PARTITION BY bulk_id ORDER BY case_id) AS place
  FROM bulk_item WHERE outcome = 'pending'
) x
WHERE i.bulk_id = x.bulk_id AND i.case_id = x.case_id;

DROP INDEX bulk_item_pending;
CREATE INDEX bulk_item_pending ON bulk_item (bulk_id, place) WHERE outcome = 'pending';
