-- Sipas.Sdk, PostgreSQL 15 or later, personal data, schema version 1. All objects are in the schema sipas_people, separate
-- from the ballots' schema sipas, or in another database.
-- Names, phones and dossier numbers are stored here and nowhere else. No row here contains a ballot's id, and no ballot
-- refers to a row of this schema.

create schema if not exists sipas_people;
set local search_path to sipas_people;

create table schema_version (
  version    integer     not null primary key,
  applied_at timestamptz not null
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
  frame_id  bigint      not null generated always as identity primary key,
  survey_id bigint      not null unique references survey,
  name      text        not null,
  columns   text        not null,   -- JSON array of texts
  row_count bigint      not null,
  kept_at   timestamptz not null,
  kept_by   text        not null,
  seal      text,                   -- JSON; null while the frame may be replaced
  erased_at timestamptz             -- the rows are erased, the seal remains
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

create table field_event (
  survey_id     bigint      not null references survey,
  number        bigint      not null,   -- from 1, without gaps
  recorded_at   timestamptz not null,
  actor         text        not null,
  day           date        not null,   -- in Vietnam
  code          text        not null,   -- C12, D3
  kind          text        not null,
  team          text,
  disposition   text,
  substitute    text,
  reason        text,
  approver      text,
  ballot_number text,
  primary key (survey_id, number)
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
create trigger field_event_is_kept before update or delete or truncate on field_event for each statement execute function refuse_change();
