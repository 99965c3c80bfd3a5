-- Sipas.Sdk, PostgreSQL 15 or later, schema version 1: personal data. All objects are in the schema sipas_people, separate
-- from the ballots' schema sipas, or in another database.
-- Names, phones and dossier numbers are stored here and nowhere else. No row here contains a ballot's id, and no ballot
-- refers to a row of this schema.

create schema if not exists sipas_people;
set local search_path to sipas_people;

create table schema_version (
  version    integer     not null primary key,
  applied_at timestamptz not null,
  series     text        not null   -- name of the series of scripts: versions of another series are other schemas
);

create table survey (
  survey_id bigint not null generated always as identity primary key,
  code      text   not null unique
);

create table survey_plan (
  survey_id bigint      not null references survey,
  revision  bigint      not null,   -- from 1; the last one is current
  plan      text        not null,   -- JSON
  saved_at  timestamptz not null,
  saved_by  text        not null,
  primary key (survey_id, revision)
);

create table frame (
  frame_id    bigint      not null generated always as identity primary key,
  survey_id   bigint      not null unique references survey,
  name        text        not null,
  columns     text        not null,   -- JSON array of texts
  row_count   bigint      not null,
  stored_at   timestamptz not null,
  stored_by   text        not null,
  seal        text,                   -- JSON; null while the frame may be replaced
  erased_at   timestamptz,            -- the rows are erased, the seal remains
  erased_rows bigint      not null default 0   -- of the rows that were sealed
);

create table frame_row (
  frame_id bigint not null references frame on delete cascade,
  number   bigint not null,         -- as a person finds the row in the file
  cells    text   not null,         -- JSON array of texts, one for each column
  primary key (frame_id, number)
);

create table draw (
  survey_id   bigint      not null primary key references survey,
  certificate text        not null,   -- JSON
  drawn_at    timestamptz not null,
  drawn_by    text        not null
);

create table sample_entry (
  survey_id     bigint   not null references draw,
  role          smallint not null check (role in (0, 1)),   -- 0 official, 1 reserve
  number        bigint   not null,
  cell          text     not null,
  order_in_cell bigint   not null,
  row_number    bigint   not null,
  unit_id       text     not null,   -- the dossier or household number; empty once people are erased
  probabilities text     not null,   -- JSON array: the inclusion probability at each stage
  primary key (survey_id, role, number)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%: rows are only added here', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger survey_plan_is_kept before update or delete or truncate on survey_plan for each statement execute function refuse_change();
create trigger frame_seal_is_kept before update of survey_id, name, columns, row_count, seal on frame
  for each row when (old.seal is not null) execute function refuse_change();
create trigger sealed_frame_is_kept before delete on frame for each row when (old.seal is not null) execute function refuse_change();
create trigger frame_row_is_kept before update on frame_row for each statement execute function refuse_change();
create trigger draw_is_kept before update or delete or truncate on draw for each statement execute function refuse_change();
create trigger sample_entry_is_kept before delete or truncate on sample_entry for each statement execute function refuse_change();
create trigger sample_entry_is_not_changed
  before update of survey_id, role, number, cell, order_in_cell, row_number, probabilities on sample_entry
  for each statement execute function refuse_change();
create trigger sample_entry_id_is_only_erased before update of unit_id on sample_entry
  for each row when (new.unit_id <> '') execute function refuse_change();

create table reinterview (
  survey_id bigint           not null primary key references survey,
  share     double precision not null,
  seed_text text             not null,
  codes     text             not null,   -- JSON array of C12, D3
  drawn_at  timestamptz      not null,
  drawn_by  text             not null
);

create table reinterview_result (
  result_id   bigint      not null generated always as identity primary key,   -- the last one of a unit counts
  survey_id   bigint      not null references reinterview,
  code        text        not null,
  day         date        not null,
  compared    bigint      not null check (compared >= 1),
  agreed      bigint      not null check (agreed between 0 and compared),
  recorded_at timestamptz not null,
  actor       text        not null
);

create trigger reinterview_is_kept before update or delete or truncate on reinterview for each statement execute function refuse_change();
create trigger reinterview_result_is_kept before update or delete or truncate on reinterview_result
  for each statement execute function refuse_change();

-- Written in the same commit as the action. Codes, counts and hashes: never a name, a dossier number or a contact.
create table people_audit (
  record_id bigint      not null generated always as identity primary key,
  at        timestamptz not null,
  action    text        not null,
  detail    text        not null,
  actor     text
);

create trigger people_audit_is_kept before update or delete or truncate on people_audit for each statement execute function refuse_change();

-- One row per day, unit and account, in the commit that issued the ticket. No time, no dossier number, nothing about the ticket.
create table ticket_day (
  issued_on  bigint not null,           -- the day in Vietnam as yyyymmdd
  rated_unit text   not null,
  actor      text   not null,           -- the issuing account; empty if unknown
  tickets    bigint not null check (tickets > 0),
  primary key (issued_on, rated_unit, actor)
);

create function refuse_other_counts() returns trigger language plpgsql as
$$ begin
  if new.issued_on = old.issued_on and new.rated_unit = old.rated_unit and new.actor = old.actor and new.tickets = old.tickets + 1 then
    return new;
  end if;
  raise exception 'a count of tickets only grows, one by one' using errcode = 'restrict_violation';
end $$;

create trigger ticket_day_only_grows before update on ticket_day for each row execute function refuse_other_counts();
create trigger ticket_day_is_kept before delete or truncate on ticket_day for each statement execute function refuse_change();

-- Identifies the keys that seal the rows, without revealing them.
create table people_key (
  slot     integer not null primary key check (slot = 1),
  key_mark bytea   not null
);

create table ticket (
  issue_mark bytea   not null primary key,   -- HMAC of the ticket id; nothing in the schema of ballots equals it
  rated_unit text    not null,
  issued_on  integer not null,               -- days in Vietnam as yyyymmdd
  ends_on    integer not null,               -- the day at whose start it has expired
  sealed     bytea   not null                -- pack, version, procedure, basis, end; always of one length
);

create table field_event (
  event_mark  bytea   not null primary key,  -- HMAC of survey and number
  survey_id   bigint  not null references survey,
  recorded_on integer not null,              -- a day in Vietnam as yyyymmdd
  sealed      bytea   not null               -- number, actor and events
);

create table contact_case (
  case_id          text    not null primary key,   -- random, generated by the client
  code             text    not null unique,        -- 40 bits of the hash of case_id: the code used by citizen and officers
  rated_unit       text    not null,
  sealed           bytea,                          -- name, contact and message; null after erasure
  consent          text    not null,               -- the accepted consent text
  consent_language text    not null,
  received_on      integer not null,               -- days in Vietnam as yyyymmdd
  due_on           integer not null,
  owner            text,
  closed_on        integer,
  outcome          text,
  erased_on        integer
);

create index contact_case_open on contact_case (due_on) where closed_on is null;

create table contact_entry (
  case_id text        not null references contact_case,
  number  integer     not null,   -- from 1, without gaps
  at      timestamptz not null,
  actor   text        not null,
  kind    text        not null,
  sealed  bytea,                  -- the text; null after erasure
  primary key (case_id, number)
);

create trigger people_key_is_kept before delete or truncate on people_key for each statement execute function refuse_change();
create trigger field_event_is_kept before update or delete or truncate on field_event for each statement execute function refuse_change();
create trigger contact_case_is_not_removed before delete or truncate on contact_case for each statement execute function refuse_change();
create trigger contact_case_is_kept
  before update of case_id, code, rated_unit, consent, consent_language, received_on, due_on on contact_case
  for each statement execute function refuse_change();
create trigger contact_case_is_only_erased before update of sealed on contact_case
  for each row when (new.sealed is not null) execute function refuse_change();
create trigger contact_entry_is_not_removed before delete or truncate on contact_entry for each statement execute function refuse_change();
create trigger contact_entry_is_kept before update of case_id, number, at, actor, kind on contact_entry
  for each statement execute function refuse_change();
create trigger contact_entry_is_only_erased before update of sealed on contact_entry
  for each row when (new.sealed is not null) execute function refuse_change();

-- One row per hour, code and endpoint; for tickets one row per day. No sender address, no token, no ballot id.
create table refusal_count (
  period_from bigint not null,             -- beginning of the period, seconds since 1970-01-01 UTC
  code     text   not null,
  place    text   not null,
  refusals bigint not null check (refusals > 0),
  primary key (period_from, code, place)
);

create function refuse_smaller_counts() returns trigger language plpgsql as
$$ begin
  if new.period_from = old.period_from and new.code = old.code and new.place = old.place and new.refusals > old.refusals then
    return new;
  end if;
  raise exception 'a count of refusals only grows' using errcode = 'restrict_violation';
end $$;

create trigger refusal_count_only_grows before update on refusal_count for each row execute function refuse_smaller_counts();
create trigger refusal_count_is_kept before delete or truncate on refusal_count for each statement execute function refuse_change();
