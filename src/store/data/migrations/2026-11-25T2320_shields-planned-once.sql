-- Who is hidden from the reader is asked by every policy, of every table of every query of a page. What
-- that cost was planning: the views over shields, loads, links and grants were planned anew each time,
-- ten times as long as answering took. A function's queries are planned once for each connection.

-- What the reader may not see by a shield, as one setting of the transaction keeps it for the queries
-- that follow. It is used only while nothing can have changed: for the same reader, the same snapshot of
-- the database, and before the transaction has written anything itself.
create function store.shields_as_of() returns text language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
begin
  if pg_current_xact_id_if_assigned() is not null then return null; end if;
  return concat_ws('|', current_setting('kith.account', true), access.passes_shields(), pg_current_snapshot());
end
$$;

create function store.hidden_from_reader() returns setof uuid language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp as $$
declare
  moment text := store.shields_as_of();
  people uuid[];
begin
  if access.passes_shields() then return; end if;
  if moment = current_setting('kith.hidden_as_of', true) then
    return query select unnest(current_setting('kith.hidden')::uuid[]);
    return;
  end if;
  people := array(
    select h.person_id from store.hidden_person_v1 h
    where not exists (select from access.grant_in_force_v1 g
                      where g.person_id = h.person_id and g.account = access.reader_account()));
  if moment is not null then
    perform set_config('kith.hidden', people::text, true), set_config('kith.hidden_as_of', moment, true);
  end if;
  return query select unnest(people);
end
$$;

create function store.masked_from_reader() returns setof uuid language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp as $$
declare
  moment text := store.shields_as_of();
  people uuid[];
begin
  if access.passes_shields() then return; end if;
  if moment = current_setting('kith.masked_as_of', true) then
    return query select unnest(current_setting('kith.masked')::uuid[]);
    return;
  end if;
  people := array(
    select p.person_id
    from (
      select s.person_id from store.shielded_person_v1 s where s.hides = 'whereabouts'
      union select h.person_id from store.hidden_person_v1 h
    ) p
    where not exists (select from access.grant_in_force_v1 g
                      where g.person_id = p.person_id and g.account = access.reader_account()
                        and g.opens_whereabouts));
  if moment is not null then
    perform set_config('kith.masked', people::text, true), set_config('kith.masked_as_of', moment, true);
  end if;
  return query select unnest(people);
end
$$;

create or replace view store.hidden_from_reader_v1 as
select h.person_id from store.hidden_from_reader() h (person_id);

create or replace view store.masked_from_reader_v1 as
select m.person_id from store.masked_from_reader() m (person_id);

-- The same for what pages ask of one person at a time.
create or replace function store.passes_shield(person uuid) returns boolean language plpgsql stable as $$
begin
  return access.passes_shields() or exists (
    select from access.grant_in_force_v1 g where g.person_id = person and g.account = access.reader_account());
end
$$;

create or replace function store.held_hidden(person uuid, at_run bigint) returns boolean language plpgsql stable as $$
begin
  return exists (
    select from match.link_v1 l
    where l.person_id = person and l.run_from <= at_run and (l.run_to is null or l.run_to > at_run)
      and store.person_of(l.feed, l.person_key) in (select h.person_id from store.hidden_from_reader_v1 h));
end
$$;

create or replace function store.final_person(person uuid) returns uuid language plpgsql stable parallel safe as $$
declare
  joined_to uuid;
begin
  select p.merged_into into joined_to from match.person_v1 p where p.person_id = person;
  if not found then return null; end if;
  if joined_to is null then return person; end if;
  return (
    with recursive trail as (
      select p.person_id, p.merged_into from match.person_v1 p where p.person_id = joined_to
      union
      select p.person_id, p.merged_into from match.person_v1 p join trail t on p.person_id = t.merged_into
    )
    select t.person_id from trail t where t.merged_into is null);
end
$$;

create or replace function store.person_of(of_feed text, of_key text) returns uuid
language plpgsql stable parallel safe as $$
begin
  return (
    select store.final_person(l.person_id) from match.link_v1 l
    where l.feed = of_feed and l.person_key = of_key
    order by l.run_from desc, l.run_to desc nulls first limit 1);
end
$$;

create or replace function store.gone_records(person uuid)
returns table (feed text, person_key text, since_on date) language plpgsql stable parallel safe as $$
begin
  return query
  with recursive before as (
    select person as person_id
    union
    select p.person_id from match.person_v1 p join before b on p.merged_into = b.person_id
  )
  select distinct s.feed, s.person_key, s.since_on
  from before join match.link_v1 l using (person_id)
  join extract.shield_v1 s on s.feed = l.feed and s.person_key = l.person_key and s.kind = 'gone'
  where store.person_of(l.feed, l.person_key) = person;
end
$$;

-- So too for what every policy asks of the reader, which a policy now asks as briefly as can be planned.
create or replace function access.reader_grants() returns text[] language plpgsql stable parallel safe as $$
begin
  return coalesce(string_to_array(nullif(current_setting('kith.grants', true), ''), ','), '{}');
end
$$;

create or replace function access.reader_limited_grants() returns jsonb language plpgsql stable parallel safe as $$
begin
  return coalesce(nullif(current_setting('kith.limited_grants', true), '')::jsonb, '[]');
end
$$;

-- Whether any grant of the reader's is open about some people only: asked once for each query.
create function access.has_limited_grants() returns boolean language plpgsql stable parallel safe as $$
begin
  return access.reader_limited_grants() <> '[]';
end
$$;

-- Whether one of those opens a key about a person: asked of the rows that no other grant opens.
create function store.is_opened_to_reader(person uuid, key text) returns boolean language plpgsql stable as $$
begin
  return store.is_opened_by(person, key, access.reader_limited_grants());
end
$$;

alter policy not_shielded on store.person
  using (person_id not in (select store.hidden_from_reader()));

alter policy granted_and_not_shielded on store.value
  using (
    (grant_key = any ((select access.reader_grants())::text[])
     or ((select access.has_limited_grants()) and store.is_opened_to_reader(person_id, grant_key)))
    and person_id not in (select store.hidden_from_reader())
    and (attribute not in ('gpPractice', 'upn') or person_id not in (select store.masked_from_reader())));

alter policy granted_and_not_shielded on store.item
  using (
    (grant_key = any ((select access.reader_grants())::text[])
     or ((select access.has_limited_grants()) and store.is_opened_to_reader(person_id, grant_key)))
    and person_id not in (select store.hidden_from_reader())
    and (kind <> 'address' or person_id not in (select store.masked_from_reader())));

alter policy granted_and_not_shielded on store.search_entry
  using (
    (grant_key = any ((select access.reader_grants())::text[])
     or ((select access.has_limited_grants()) and store.is_opened_to_reader(person_id, grant_key)))
    and person_id not in (select store.hidden_from_reader())
    and (attribute not in ('postcode', 'upn') or person_id not in (select store.masked_from_reader())));
