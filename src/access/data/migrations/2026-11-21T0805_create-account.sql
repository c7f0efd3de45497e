-- Organisations, and who may sign in. The tables user, session, account and verification are those
-- of better-auth 1.6.20 (made with its compileMigrations(), schema added), under its own names:
-- "user" is a person's account with us, "account" is one way of signing in to it.
create schema access;

create table access.organisation (
  organisation text primary key,
  name text not null
);

create table access."user" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "name" text not null,
  "email" text not null unique,
  "email_verified" boolean not null,
  "image" text,
  "created_at" timestamptz default current_timestamp not null,
  "updated_at" timestamptz default current_timestamp not null,
  "organisation" text not null references access.organisation,
  "role" text not null
);

create table access."session" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "expires_at" timestamptz not null,
  "token" text not null unique,
  "created_at" timestamptz default current_timestamp not null,
  "updated_at" timestamptz not null,
  "ip_address" text,
  "user_agent" text,
  "user_id" uuid not null references access."user" ("id") on delete cascade
);

create table access."account" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "account_id" text not null,
  "provider_id" text not null,
  "user_id" uuid not null references access."user" ("id") on delete cascade,
  "access_token" text,
  "refresh_token" text,
  "id_token" text,
  "access_token_expires_at" timestamptz,
  "refresh_token_expires_at" timestamptz,
  "scope" text,
  "password" text,
  "created_at" timestamptz default current_timestamp not null,
  "updated_at" timestamptz not null
);

create table access."verification" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expires_at" timestamptz not null,
  "created_at" timestamptz default current_timestamp not null,
  "updated_at" timestamptz default current_timestamp not null
);

create index session_user_id_idx on access."session" ("user_id");
create index account_user_id_idx on access."account" ("user_id");
create index verification_identifier_idx on access."verification" ("identifier");
