-- The day of the run that last looked at a feed's records: what time alone makes wrong is looked for since.
alter table cleanse.checked_load add column checked_on date;
