-- For the steps that work out what a night has changed: every version of a record, and the loads.
create view extract.record_version_v1 as
select r.record_id, r.feed, r.kind, r.record_key, r.person_key, r.content, r.load_from, r.load_to,
       (l.extract_at at time zone 'Europe/London')::date as recorded_on
from extract.source_record r
join extract.load l on l.load_id = r.load_from;

create view extract.load_v1 as
select load_id, feed, file_name, checksum, bytes, extract_at, state, started_at, finished_at,
       rows_read, records_added, records_changed, records_ended, refusal
from extract.load;

-- Which records a load began and ended. Rows lie in the order of their loads, so that the first needs
-- next to nothing; few versions have ended.
create index source_record_began on extract.source_record using brin (load_from);
create index source_record_ended on extract.source_record (load_to) where load_to is not null;
