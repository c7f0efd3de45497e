-- Whom the counts in store.coverage leave out, since nobody is shown them: a build that counts onwards
-- must know of whom there is nothing to take off.
create table store.uncounted (
  person_id uuid primary key
);
