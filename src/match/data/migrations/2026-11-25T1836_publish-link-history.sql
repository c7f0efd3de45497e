-- For reading the index as it stood at a run: the links of all times.
create view match.link_v1 as
select feed, person_key, person_id, run_from, run_to from match.link;

create index link_person_ended on match.link (person_id) where run_to is not null;
create index link_began on match.link (run_from);
create index link_ended on match.link (run_to) where run_to is not null;
