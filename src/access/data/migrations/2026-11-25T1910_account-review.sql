-- When the leads were told that an account's review is due.
alter table access."user" add column review_warned_on date;
