-- How many erasures the index has been cleared after, so that each is followed once.
alter table store.sweep drop column rows_removed;
alter table store.sweep add column erasures bigint not null default 0;

-- People who lost something to an erasure, to be built anew with the next build.
create table store.rebuild (
  person_id uuid primary key
);
