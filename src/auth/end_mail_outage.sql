-- A mail did go.
DELETE FROM mail_outage;
