-- How many involvements in force name the worker, of people who may be shown: one whom none names any
-- more is known without looking at everybody's. It is of now alone, and changes in place.
alter table store.practitioner add column named_by integer not null default 0;
