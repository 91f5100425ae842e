-- Late actions of open cases, for whoever was named to follow one up (api/cases/tasks.ts): few rows of many.
CREATE INDEX case_duty_late_action ON case_duty (case_id) WHERE kind = 'action' AND status = 'open' AND late;
