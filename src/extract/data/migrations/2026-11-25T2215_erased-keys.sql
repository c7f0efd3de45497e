-- Which records have been erased, until all that was derived from them has gone as well: then this is
-- forgotten too. So nobody has to look for them among everything there is.
create table extract.erased_key (
  erasure_id uuid not null references extract.erasure on delete cascade,
  feed text not null,
  kind text not null,
  person_key text not null,
  record_key text not null
);

create view extract.erased_key_v1 as
select distinct feed, kind, person_key, record_key from extract.erased_key;
