-- A mail is about a case, about a slip, or about a school calendar that ends soon.
ALTER TABLE mail ADD COLUMN calendar text;
ALTER TABLE mail DROP CONSTRAINT mail_about_one;
ALTER TABLE mail ADD CONSTRAINT mail_about_one CHECK (num_nonnulls(case_id, slip_id, calendar) = 1);
CREATE INDEX mail_calendar ON mail (calendar, recipient_id, not_before) WHERE calendar IS NOT NULL;
