-- Who did or saw what, about whom: a row before each page is sent. Append-only, whoever asks.
-- No foreign keys: the log outlives accounts and people's references.
create table access.access_log (
  access_log_id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  event text not null,
  account uuid,
  organisation text,
  role text,
  people text[] not null default '{}',
  criteria jsonb not null default '{}',
  outcome text not null check (outcome in ('allowed', 'refused', 'failed')),
  request_id text not null,
  address text not null
);

create index access_log_people_idx on access.access_log using gin (people);
create index access_log_account_idx on access.access_log (account, at);

create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The access log is only ever added to: % is refused.', lower(tg_op);
end
$$;

create trigger access_log_is_append_only
  before update or delete or truncate on access.access_log
  for each statement execute function access.refuse_change();
