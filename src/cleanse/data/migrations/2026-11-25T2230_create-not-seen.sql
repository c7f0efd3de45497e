-- Children whom hardly anybody sees, as the last run found them. Derived: the next run replaces it.
create table cleanse.not_seen (
  finder text not null,
  person_id uuid not null,
  -- Why the child is listed, in words and without a name.
  reason text not null,
  found_on date not null,
  primary key (finder, person_id)
);

-- What each finder held back, since a source that would know is late.
create table cleanse.not_seen_held_back (
  finder text primary key,
  children integer not null,
  late_sources text not null
);
