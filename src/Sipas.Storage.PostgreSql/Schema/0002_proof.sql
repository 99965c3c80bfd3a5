-- Sipas.Sdk, PostgreSQL, schema version 2: closed surveys, late ballots, rotated keys, audit.

set local search_path to sipas;

-- A key that replaces another one carries the replaced key's signature over it.
alter table receipt_key add column vouched_by text references receipt_key, add column vouch bytea;

-- A closed survey is frozen: a ballot that it covers and that arrives later is late.
create table survey_closing (
  closing_id    integer     not null generated always as identity primary key,
  name          text        not null unique,
  pack          text        not null,
  version       text,                       -- null: every questionnaire of the pack
  basis         smallint    references selection_basis,   -- null: both
  from_day      date,                       -- counting days in Vietnam; null: open
  to_day        date,
  last_sequence bigint      not null,       -- the log's end when it was closed
  ballots       bigint      not null,
  root          bytea       not null,       -- Merkle root over the content hashes in log order
  closed_at     timestamptz not null
);

-- Ballots received after their survey was closed: stored, with a receipt and in the chain, but never counted.
create table late_ballot (
  sequence   bigint  not null primary key references ballot,
  closing_id integer not null references survey_closing
);

create table audit (
  audit_id bigint      not null generated always as identity primary key,
  at       timestamptz not null,
  action   text        not null,
  detail   text        not null,
  actor    text                          -- the actor; null if unknown
);

create trigger survey_closing_is_kept before update or delete or truncate on survey_closing
  for each statement execute function refuse_change();
create trigger late_ballot_is_kept before update or delete or truncate on late_ballot for each statement execute function refuse_change();
create trigger audit_is_kept before update or delete or truncate on audit for each statement execute function refuse_change();

create view late_ballot_readable as
select c.name as survey, b.* from late_ballot l join survey_closing c using (closing_id) join ballot_readable b using (sequence);
