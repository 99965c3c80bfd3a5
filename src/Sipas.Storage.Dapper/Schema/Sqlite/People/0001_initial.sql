-- Sipas.Sdk, SQLite, schema version 1: personal data. A separate file from the ballots.
-- Names, phones and dossier numbers are stored here and nowhere else. No row here contains a ballot's id, and no ballot
-- refers to a row of this file.

create table schema_version (
  version    integer not null primary key,
  applied_at text    not null,
  series     text    not null   -- name of the series of scripts: versions of another series are other schemas
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
  frame_id    integer not null primary key autoincrement,
  survey_id   integer not null unique references survey,
  name        text    not null,
  columns     text    not null,   -- JSON array of texts
  row_count   integer not null,
  stored_at   text    not null,
  stored_by   text    not null,
  seal        text,               -- JSON; null while the frame may be replaced
  erased_at   text,               -- the rows are erased, the seal remains
  erased_rows integer not null default 0   -- of the rows that were sealed
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

create table reinterview (
  survey_id integer not null primary key references survey,
  share     real    not null,
  seed_text text    not null,
  codes     text    not null,   -- JSON array of C12, D3
  drawn_at  text    not null,
  drawn_by  text    not null
) strict;

create table reinterview_result (
  result_id   integer not null primary key autoincrement,   -- the last one of a unit counts
  survey_id   integer not null references reinterview,
  code        text    not null,
  day         text    not null,
  compared    integer not null check (compared >= 1),
  agreed      integer not null check (agreed between 0 and compared),
  recorded_at text    not null,
  actor       text    not null
) strict;

create trigger reinterview_is_not_changed before update on reinterview begin select raise(abort, 'a draw is never changed'); end;
create trigger reinterview_is_not_removed before delete on reinterview begin select raise(abort, 'a draw is never removed'); end;
create trigger reinterview_result_is_not_changed before update on reinterview_result
  begin select raise(abort, 'a result is never changed'); end;
create trigger reinterview_result_is_not_removed before delete on reinterview_result
  begin select raise(abort, 'a result is never removed'); end;

-- Written in the same commit as the action. Codes, counts and hashes: never a name, a dossier number or a contact.
create table people_audit (
  record_id integer not null primary key autoincrement,
  at        text    not null,
  action    text    not null,
  detail    text    not null,
  actor     text
) strict;

create trigger people_audit_is_not_changed before update on people_audit begin select raise(abort, 'an audit record is never changed'); end;
create trigger people_audit_is_not_removed before delete on people_audit begin select raise(abort, 'an audit record is never removed'); end;

-- One row per day, unit and account, in the commit that issued the ticket. No time, no dossier number, nothing about the ticket.
create table ticket_day (
  issued_on  integer not null,           -- the day in Vietnam as yyyymmdd
  rated_unit text    not null,
  actor      text    not null,           -- the issuing account; empty if unknown
  tickets    integer not null check (tickets > 0),
  primary key (issued_on, rated_unit, actor)
) strict, without rowid;

create trigger ticket_day_only_grows before update on ticket_day
  when new.issued_on <> old.issued_on or new.rated_unit <> old.rated_unit or new.actor <> old.actor or new.tickets <> old.tickets + 1
  begin select raise(abort, 'a count of tickets only grows, one by one'); end;
create trigger ticket_day_is_not_removed before delete on ticket_day begin select raise(abort, 'a count of tickets is never removed'); end;

-- Identifies the keys that seal the rows, without revealing them.
create table people_key (
  slot     integer not null primary key check (slot = 1),
  key_mark blob    not null
) strict;

create table ticket (
  issue_mark blob    not null primary key,   -- HMAC of the ticket id; nothing in the database of ballots equals it
  rated_unit text    not null,
  issued_on  integer not null,               -- days in Vietnam as yyyymmdd
  ends_on    integer not null,               -- the day at whose start it has expired
  sealed     blob    not null                -- pack, version, procedure, basis, end; always of one length
) strict, without rowid;

create table field_event (
  event_mark  blob    not null primary key,  -- HMAC of survey and number
  survey_id   integer not null references survey,
  recorded_on integer not null,              -- a day in Vietnam as yyyymmdd
  sealed      blob    not null               -- number, actor and events
) strict, without rowid;

create table contact_case (
  case_id          text    not null primary key,   -- random, generated by the client
  code             text    not null unique,        -- 40 bits of the hash of case_id: the code used by citizen and officers
  rated_unit       text    not null,
  sealed           blob,                           -- name, contact and message; null after erasure
  consent          text    not null,               -- the accepted consent text
  consent_language text    not null,
  received_on      integer not null,               -- days in Vietnam as yyyymmdd
  due_on           integer not null,
  owner            text,
  closed_on        integer,
  outcome          text,
  erased_on        integer
) strict, without rowid;

create index contact_case_open on contact_case (due_on) where closed_on is null;

create table contact_entry (
  case_id text    not null references contact_case,
  number  integer not null,   -- from 1, without gaps
  at      text    not null,
  actor   text    not null,
  kind    text    not null,
  sealed  blob,               -- the text; null after erasure
  primary key (case_id, number)
) strict, without rowid;

create trigger people_key_is_not_removed before delete on people_key
  begin select raise(abort, 'the mark of the keys is never removed'); end;
create trigger field_event_is_not_changed before update on field_event begin select raise(abort, 'the field log is only added to'); end;
create trigger field_event_is_not_removed before delete on field_event begin select raise(abort, 'the field log is only added to'); end;
create trigger contact_case_is_not_removed before delete on contact_case
  begin select raise(abort, 'a case is never removed, only erased'); end;
create trigger contact_case_is_kept
  before update of case_id, code, rated_unit, consent, consent_language, received_on, due_on on contact_case
  begin select raise(abort, 'a request is never changed'); end;
create trigger contact_case_is_only_erased before update of sealed on contact_case when new.sealed is not null
  begin select raise(abort, 'a request is never changed, only erased'); end;
create trigger contact_entry_is_not_removed before delete on contact_entry begin select raise(abort, 'an entry is never removed'); end;
create trigger contact_entry_is_kept before update of case_id, number, at, actor, kind on contact_entry
  begin select raise(abort, 'an entry is never changed'); end;
create trigger contact_entry_is_only_erased before update of sealed on contact_entry
  when new.sealed is not null
  begin select raise(abort, 'an entry is never changed, only erased'); end;

-- One row per hour, code and endpoint; for tickets one row per day. No sender address, no token, no ballot id.
create table refusal_count (
  period_from integer not null,             -- beginning of the period, seconds since 1970-01-01 UTC
  code     text    not null,
  place    text    not null,
  refusals integer not null check (refusals > 0),
  primary key (period_from, code, place)
) strict, without rowid;

create trigger refusal_count_only_grows before update on refusal_count
  when new.period_from <> old.period_from or new.code <> old.code or new.place <> old.place or new.refusals <= old.refusals
  begin select raise(abort, 'a count of refusals only grows'); end;
create trigger refusal_count_is_not_removed before delete on refusal_count
  begin select raise(abort, 'a count of refusals is never removed'); end;
