-- What falls due first of what everybody who holds a post over a case is shown (domain/duty-sight.ts): lists of whoever
-- holds one go by it, so that their order tells nothing of the other promises. The projection keeps it from now on.
ALTER TABLE case_view ADD COLUMN post_due_at timestamptz;

-- Cases of before: by the kinds that did not show on this day. A promise about another one shows as that one does.
UPDATE case_view v SET post_due_at = (
  SELECT min(d.due_at)
  FROM case_duty d LEFT JOIN LATERAL (
    SELECT o.kind FROM jsonb_array_elements(v.state -> 'duties') p
    JOIN case_duty o ON o.case_id = d.case_id AND o.duty_id = p #>> '{about,id}'
    WHERE d.kind = 'pause-review' AND p ->> 'id' = d.duty_id
  ) other ON true
  WHERE d.case_id = v.case_id AND d.status = 'open' AND NOT coalesce(other.kind, d.kind) = ANY (ARRAY[
    'pause-review', 'child-welfare-report', 'police-report', 'joint-contact',
    'outside-details', 'outside-acknowledgement', 'outside-follow-up',
    'expected-urgency', 'expected-decision', 'expected-start', 'expected-assessment',
    'expected-service', 'expected-treatment', 'guide-to-services', 'prohibition-review', 'manual-invitation'])
);
