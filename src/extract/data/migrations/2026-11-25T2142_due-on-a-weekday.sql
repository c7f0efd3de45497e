-- Of a weekly feed, the day of the week on which it is sent, from Monday (1) to Sunday (7).
alter table extract.feed add column due_on integer check (due_on between 1 and 7);
