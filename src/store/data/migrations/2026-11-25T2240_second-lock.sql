-- The second lock: whoever does not own these tables, as the portal's pages, gets only what the
-- reader's grants open and no shield hides, whatever a query asks for. Where the transaction was not
-- told who reads, nothing. The owner, who runs the pipeline and backups, is not kept out.

alter table store.person enable row level security;
create policy not_shielded on store.person for select
  using (person_id not in (select h.person_id from store.hidden_from_reader_v1 h));

alter table store.value enable row level security;
create policy granted_and_not_shielded on store.value for select
  using (
    (grant_key = any ((select access.reader_grants())::text[])
     or ((select access.reader_limited_grants()) <> '[]'::jsonb
         and store.is_opened_by(person_id, grant_key, (select access.reader_limited_grants()))))
    and person_id not in (select h.person_id from store.hidden_from_reader_v1 h)
    and (attribute not in ('gpPractice', 'upn')
         or person_id not in (select m.person_id from store.masked_from_reader_v1 m)));

alter table store.item enable row level security;
create policy granted_and_not_shielded on store.item for select
  using (
    (grant_key = any ((select access.reader_grants())::text[])
     or ((select access.reader_limited_grants()) <> '[]'::jsonb
         and store.is_opened_by(person_id, grant_key, (select access.reader_limited_grants()))))
    and person_id not in (select h.person_id from store.hidden_from_reader_v1 h)
    and (kind <> 'address' or person_id not in (select m.person_id from store.masked_from_reader_v1 m)));

alter table store.search_entry enable row level security;
create policy granted_and_not_shielded on store.search_entry for select
  using (
    (grant_key = any ((select access.reader_grants())::text[])
     or ((select access.reader_limited_grants()) <> '[]'::jsonb
         and store.is_opened_by(person_id, grant_key, (select access.reader_limited_grants()))))
    and person_id not in (select h.person_id from store.hidden_from_reader_v1 h)
    and (attribute not in ('postcode', 'upn')
         or person_id not in (select m.person_id from store.masked_from_reader_v1 m)));


-- Names are looked up by likeness in an index. Behind a policy PostgreSQL uses it only where the
-- comparison is known to tell nothing of what it compares: these raise no error that could. Only a
-- superuser may say so; without one the search is right and slower.
do $$
begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    alter function similarity_op(text, text) leakproof;
    alter function word_similarity_op(text, text) leakproof;
    alter function word_similarity_commutator_op(text, text) leakproof;
    alter function arrayoverlap(anyarray, anyarray) leakproof;
  end if;
end
$$;

-- What looks past a shield by its nature, each for one page: breaking the glass, and the officer's list.
create function store.find_hidden(of_reference text, of_nhs_number text, of_family text, of_given text, of_birth text)
returns table (person_id uuid, reference text, name text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct p.person_id, p.reference,
    coalesce((select trim(concat_ws(' ', v.content ->> 'given', v.content ->> 'family')) from store.value v
              where v.person_id = p.person_id and v.attribute = 'name' and v.run_to is null
              order by v.rank limit 1), 'Name not recorded')
  from store.hidden_person_v1 h join store.person p on p.person_id = h.person_id and p.run_to is null
  where p.person_id in (
    select store.final_person(m.person_id) from match.person_v1 m where m.reference = of_reference
    union all
    select e.person_id from store.search_entry e
    where e.attribute = 'nhs_number' and e.text = of_nhs_number and e.run_to is null
    union all
    select n.person_id from store.value n
    join store.value b on b.person_id = n.person_id and b.attribute = 'bornOn' and b.run_to is null
    where n.attribute = 'name' and n.run_to is null and b.content ->> 'value' = of_birth
      and lower(unaccent(n.content ->> 'family')) = lower(unaccent(of_family))
      and lower(unaccent(n.content ->> 'given')) = lower(unaccent(of_given)))
  limit 2
$$;

create function store.hidden_people()
returns table (person_id uuid, reference text, name text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.person_id, p.reference,
    coalesce((select trim(concat_ws(' ', v.content ->> 'given', v.content ->> 'family')) from store.value v
              where v.person_id = p.person_id and v.attribute = 'name' and v.run_to is null
              order by v.rank limit 1), 'Name not recorded')
  from store.hidden_person_v1 h join store.person p on p.person_id = h.person_id and p.run_to is null
  where access.passes_shields()
$$;
alter function store.bind_shields(uuid) security definer;
alter function store.bind_shields(uuid) set search_path = pg_catalog, public, pg_temp;

-- Where the log is written it is written by its owner, who alone may.
alter function access.record_access(text, uuid, text, text, text[], jsonb, text, text, text) security definer;
alter function access.record_access(text, uuid, text, text, text[], jsonb, text, text, text)
  set search_path = pg_catalog, public, pg_temp;
