-- Each row of the access log is chained to the one before by hash. Its rows are written by one
-- function, under a lock that is held from there to the end of the transaction.
--
-- What was searched for is personal and must be erasable. The chain therefore holds a digest of it,
-- made with salt of the row's own: without the salt, which is erased with it, nobody can find out by
-- trying whether a name had been asked for.
drop trigger access_log_is_append_only on access.access_log;

alter table access.access_log
  alter column access_log_id drop identity,
  alter column criteria drop not null,
  alter column criteria drop default,
  add column criteria_salt bytea,
  add column criteria_digest bytea,
  add column previous_hash bytea,
  add column hash bytea;

-- What a row's hash is over. The program computes the same by itself to verify it, from the columns:
-- change both or neither. JSON, since it leaves no doubt where one value ends.
create function access.access_log_content(l access.access_log) returns text language sql stable as $$
  select jsonb_build_array(
    l.access_log_id,
    to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    l.event, l.account, l.organisation, l.role, to_jsonb(l.people),
    encode(l.criteria_digest, 'hex'), l.outcome, l.request_id, l.address,
    encode(l.previous_hash, 'hex')
  )::text
$$;

create function access.chained(l access.access_log, previous bytea)
  returns access.access_log language plpgsql volatile as $$
begin
  l.criteria_salt := uuid_send(gen_random_uuid());
  l.criteria_digest := sha256(l.criteria_salt || convert_to(l.criteria::text, 'UTF8'));
  l.previous_hash := previous;
  l.hash := sha256(convert_to(access.access_log_content(l), 'UTF8'));
  return l;
end
$$;

-- The rows that are there already, in their order.
do $$
declare
  l access.access_log;
  previous bytea := sha256('Kith access log');
begin
  for l in select * from access.access_log order by access_log_id loop
    l := access.chained(l, previous);
    update access.access_log t
      set criteria_salt = l.criteria_salt, criteria_digest = l.criteria_digest,
          previous_hash = l.previous_hash, hash = l.hash
      where t.access_log_id = l.access_log_id;
    previous := l.hash;
  end loop;
end
$$;

alter table access.access_log
  alter column criteria_digest set not null,
  alter column previous_hash set not null,
  alter column hash set not null;

create index access_log_at_idx on access.access_log (at);
create index access_log_event_idx on access.access_log (event, at);

create function access.record_access(
  event text, account uuid, organisation text, role text, people text[], criteria jsonb,
  outcome text, request_id text, address text
) returns void language plpgsql as $$
declare
  l access.access_log;
  last_row record;
begin
  -- One writer at a time, from here until it commits: the next one sees its row.
  perform pg_advisory_xact_lock(1801547882);
  select access_log_id, hash into last_row
    from access.access_log order by access_log_id desc limit 1;
  l.access_log_id := coalesce(last_row.access_log_id, 0) + 1;
  l.at := clock_timestamp();
  l.event := event;
  l.account := account;
  l.organisation := organisation;
  l.role := role;
  l.people := people;
  l.criteria := criteria;
  l.outcome := outcome;
  l.request_id := request_id;
  l.address := address;
  l := access.chained(l, coalesce(last_row.hash, sha256('Kith access log')));
  insert into access.access_log values (l.*);
end
$$;

-- Nothing of a row is ever changed, but that what was searched for can be erased.
create or replace function access.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_level = 'ROW' then
    if new.criteria is null and new.criteria_salt is null
       and to_jsonb(new) - 'criteria' - 'criteria_salt' = to_jsonb(old) - 'criteria' - 'criteria_salt'
    then
      return new;
    end if;
  end if;
  raise exception 'The access log is only ever added to: % is refused.', lower(tg_op);
end
$$;

create trigger access_log_is_append_only
  before delete or truncate on access.access_log
  for each statement execute function access.refuse_change();

create trigger access_log_rows_stay
  before update on access.access_log
  for each row execute function access.refuse_change();
