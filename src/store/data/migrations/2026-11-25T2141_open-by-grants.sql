-- Whether a person is among those whom a limited grant is about: {bornFrom, bornTo, areas}. By the
-- best birth date and the best address that the index has. Who has neither is not among them, nor is
-- an address known whose whereabouts are masked: that somebody lives in an area would show.
create function store.is_within(person uuid, limits jsonb) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  born date;
  district text;
begin
  if limits ? 'bornFrom' or limits ? 'bornTo' then
    select (v.content ->> 'value')::date into born from store.value v
    where v.person_id = person and v.run_to is null and v.attribute in ('bornOn', 'expectedOn')
      and coalesce(v.content ->> 'certainty', '') <> 'placeholder'
    order by v.attribute, v.rank limit 1;
    if born is null then return false; end if;
    if born < (limits ->> 'bornFrom')::date or born > (limits ->> 'bornTo')::date then
      return false;
    end if;
  end if;
  if limits ? 'areas' then
    select substring(replace(upper(i.content ->> 'postcode'), ' ', '') from '^(.+)\d[A-Z]{2}$') into district
    from store.item i
    where i.person_id = person and i.run_to is null and i.kind = 'address'
      and not coalesce((i.content ->> 'toOn')::date <= current_date, false)
      and not exists (select from store.gone_records(person))
      and person not in (select m.person_id from store.masked_from_reader_v1 m)
    order by i.rank limit 1;
    return coalesce(limits -> 'areas' ? district, false);
  end if;
  return true;
end
$$;

-- Whether one of the limited grants opens a key about a person.
create function store.is_opened_by(person uuid, key text, limited jsonb) returns boolean
language plpgsql stable as $$
declare
  one jsonb;
begin
  for one in select * from jsonb_array_elements(limited) loop
    if one -> 'keys' ? key and store.is_within(person, one) then return true; end if;
  end loop;
  return false;
end
$$;
