-- Sipas.Sdk, PostgreSQL 15 or later: what stands on each of several servers that keep the ballots of some units each. See docs/scale.md.
-- The coordinator gives every ballot its number and its place; this table only keeps them, with the same columns as the coordinator's.

create schema if not exists sipas;

create table sipas.ballot (
  sequence         bigint      not null primary key,
  position         bigint      not null,
  started_at       timestamptz not null,
  completed_at     timestamptz not null,
  received_at      timestamptz not null,
  ballot_id        uuid        not null unique,
  questionnaire_id integer     not null,
  unit_id          integer     not null,
  mode             smallint    not null,
  basis            smallint    not null,
  started_offset   smallint    not null,
  completed_offset smallint    not null,
  procedure_code   text,
  device_code      text,
  language         text        not null,
  answers          text        not null,
  content_hash     bytea       not null,
  chain_hash       bytea       not null,
  unique (unit_id, position)
);

create function sipas.refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'a row of % is never changed or removed', tg_table_name using errcode = 'restrict_violation'; end $$;

create trigger ballot_is_kept before update or delete or truncate on sipas.ballot for each statement execute function sipas.refuse_change();
