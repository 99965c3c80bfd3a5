-- Sipas.Sdk, SQLite, personal data, schema version 1. A separate file from the ballots.
-- Names, phones and dossier numbers are stored here and nowhere else. No row here contains a ballot's id, and no ballot
-- refers to a row of this file.

create table schema_version (
  version    integer not null primary key,
  applied_at text    not null
) strict;

create table survey (
  survey_id integer not null primary key,
  code      text    not null unique
) strict;

create table survey_plan (
  survey_id integer not null references survey,
  revision  integer not null,   -- from 1; the last one is current
  plan      text    not null,   -- JSON
  saved_at  text    not null,
  saved_by  text    not null,
  primary key (survey_id, revision)
) strict;

create table frame (
  frame_id  integer not null primary key autoincrement,
  survey_id integer not null unique references survey,
  name      text    not null,
  columns   text    not null,   -- JSON array of texts
  row_count integer not null,
  kept_at   text    not null,
  kept_by   text    not null,
  seal      text,               -- JSON; null while the frame may be replaced
  erased_at text                -- the rows are erased, the seal remains
) strict;

create table frame_row (
  frame_id integer not null references frame on delete cascade,
  number   integer not null,    -- as a person finds the row in the file
  cells    text    not null,    -- JSON array of texts, one for each column
  primary key (frame_id, number)
) strict, without rowid;

create table draw (
  survey_id   integer not null primary key references survey,
  certificate text    not null,   -- JSON
  drawn_at    text    not null,
  drawn_by    text    not null
) strict;

create table sample_entry (
  survey_id     integer not null references draw,
  role          integer not null check (role in (0, 1)),   -- 0 official, 1 reserve
  number        integer not null,
  cell          text    not null,
  order_in_cell integer not null,
  row_number    integer not null,
  unit_id       text    not null,   -- the dossier or household number; empty once people are erased
  probabilities text    not null,   -- JSON array: the inclusion probability at each stage
  primary key (survey_id, role, number)
) strict, without rowid;

create table field_event (
  survey_id     integer not null references survey,
  number        integer not null,   -- from 1, without gaps
  recorded_at   text    not null,
  actor         text    not null,
  day           text    not null,   -- yyyy-MM-dd in Vietnam
  code          text    not null,   -- C12, D3
  kind          text    not null,
  team          text,
  disposition   text,
  substitute    text,
  reason        text,
  approver      text,
  ballot_number text,
  primary key (survey_id, number)
) strict, without rowid;

create trigger survey_plan_is_not_changed before update on survey_plan begin select raise(abort, 'a revision is never changed'); end;
create trigger survey_plan_is_not_removed before delete on survey_plan begin select raise(abort, 'a revision is never removed'); end;
create trigger frame_seal_is_kept before update of survey_id, name, columns, row_count, seal on frame
  when old.seal is not null
  begin select raise(abort, 'a sealed frame is never changed'); end;
create trigger sealed_frame_is_not_removed before delete on frame when old.seal is not null
  begin select raise(abort, 'a sealed frame is never removed'); end;
create trigger frame_row_is_not_changed before update on frame_row begin select raise(abort, 'a frame row is never changed'); end;
create trigger draw_is_not_changed before update on draw begin select raise(abort, 'a draw is never changed'); end;
create trigger draw_is_not_removed before delete on draw begin select raise(abort, 'a draw is never removed'); end;
create trigger sample_entry_is_not_changed
  before update of survey_id, role, number, cell, order_in_cell, row_number, probabilities on sample_entry
  begin select raise(abort, 'a list is never changed'); end;
create trigger sample_entry_id_is_only_erased before update of unit_id on sample_entry when new.unit_id <> ''
  begin select raise(abort, 'a list is never changed'); end;
create trigger sample_entry_is_not_removed before delete on sample_entry begin select raise(abort, 'a list is never changed'); end;
create trigger field_event_is_not_changed before update on field_event begin select raise(abort, 'the field log is only added to'); end;
create trigger field_event_is_not_removed before delete on field_event begin select raise(abort, 'the field log is only added to'); end;
