-- Every round of every exception that may be spoken of and counted: nothing sealed, and nothing of a
-- person who is hidden now, whenever it was found. Whatever counts over time counts here.
create view cleanse.exception_counted as
select e.*
from cleanse.exception e
where not e.is_sealed
  and not exists (
    select from extract.shield_v1 s
    where s.kind = 'restricted' and s.feed = e.feed and s.person_key = e.person_key)
  and not exists (
    select from match.current_link_v1 l
    where l.feed = e.feed and l.person_key = e.person_key
      and l.person_id in (select person_id from store.hidden_person_v1));

-- Who is held back is kept child by child, so that one who is hidden since is in no count. Derived:
-- the next run fills it.
drop table cleanse.not_seen_held_back;
create table cleanse.not_seen_held_back (
  finder text not null,
  person_id uuid not null,
  late_source text not null,
  primary key (finder, person_id)
);
