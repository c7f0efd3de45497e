-- Mail on its way out: written in the transaction that it belongs to, sent afterwards, tried again.
create table platform.mail (
  mail_id bigint generated always as identity primary key,
  recipient text not null,
  subject text not null,
  -- Taken out when it has been sent: links in it open accounts.
  text text,
  queued_at timestamptz not null default now(),
  sent_at timestamptz,
  attempts integer not null default 0,
  -- Not tried again before.
  due_at timestamptz not null default now(),
  last_error text
);
create index mail_due_idx on platform.mail (due_at) where sent_at is null;
