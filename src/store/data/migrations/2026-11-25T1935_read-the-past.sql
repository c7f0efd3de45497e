-- Whether a record that was the person's at a run is, or is now of somebody who is, hidden today. A
-- function, so that it is asked of the one person and never worked out for everybody first.
create function store.held_hidden(person uuid, at_run bigint) returns boolean language sql stable as $$
  select exists (
    select from match.link_v1 l
    where l.person_id = person and l.run_from <= at_run and (l.run_to is null or l.run_to > at_run)
      and store.person_of(l.feed, l.person_key) in (select h.person_id from store.hidden_person_v1 h))
$$;
