-- A person's word holds for one load of the file: the one that took it. Should the same bytes be
-- stopped again, as by a replay, somebody decides again.
alter table extract.let_through add column used_by bigint references extract.load;
-- Those whose files have been taken already were used by the load that took them.
update extract.let_through t set used_by = (
  select max(l.load_id) from extract.load l
  where l.feed = t.feed and l.checksum = t.checksum and l.state = 'loaded');
