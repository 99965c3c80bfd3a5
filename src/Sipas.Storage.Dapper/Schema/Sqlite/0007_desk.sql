-- Sipas.Sdk, SQLite, schema version 7: back-office data next to the log: column maps of imports, flags and reviews, keyed
-- paper ballots, alerts to be sent.

create table import_map (
  pack        text not null,
  fingerprint text not null,          -- SHA-256 over the columns of a file
  map         text not null,          -- JSON
  saved_at    text not null,
  actor       text,
  primary key (pack, fingerprint)
) strict;

create table quality_run (
  run_id        integer not null primary key,
  at            text    not null,
  rules         text    not null,     -- JSON
  last_sequence integer not null,
  ballots       integer not null,
  flagged       integer not null
) strict;

-- A flag is valid while last_run is the newest run.
create table ballot_flag (
  sequence  integer not null references ballot,
  code      text    not null,
  value     text    not null,
  allowed   text    not null,
  first_run integer not null references quality_run,
  last_run  integer not null references quality_run,
  primary key (sequence, code)
) strict, without rowid;

create table ballot_review (
  review_id integer not null primary key autoincrement,
  sequence  integer not null references ballot,
  decision  integer not null check (decision in (1, 2, 3)),   -- accept, reject, comment
  comment   text    not null,
  reviewer  text    not null,
  at        text    not null
) strict;

create trigger ballot_review_is_not_changed before update on ballot_review begin select raise(abort, 'a review is never changed'); end;
create trigger ballot_review_is_not_removed before delete on ballot_review begin select raise(abort, 'a review is never removed'); end;
create trigger ballot_flag_is_not_removed before delete on ballot_flag begin select raise(abort, 'a flag is never removed'); end;

create table paper_batch (
  batch          text    not null primary key,
  pack           text    not null,
  version        text    not null,
  unit           text    not null,
  procedure_code text,
  basis          integer not null references selection_basis,
  day            text    not null,    -- yyyy-MM-dd
  sheets         integer not null check (sheets between 1 and 50),
  opened_by      text,
  opened_at      text    not null,
  accepted_at    text,
  accepted_by    text
) strict;

create table paper_entry (
  batch    text    not null references paper_batch,
  number   text    not null,          -- printed on the sheet
  pass     integer not null check (pass in (1, 2, 3)),
  answers  text    not null,          -- as in ballot.answers
  keyed_by text,
  keyed_at text    not null,
  primary key (batch, number, pass)
) strict, without rowid;

create table paper_handover (
  handover_id integer not null primary key,
  batch       text    not null references paper_batch,
  handed_from text    not null,
  handed_to   text    not null,
  sheets      integer not null,
  at          text    not null,
  recorded_by text
) strict;

create trigger paper_handover_is_not_changed before update on paper_handover begin select raise(abort, 'a handover is never changed'); end;
create trigger paper_handover_is_not_removed before delete on paper_handover begin select raise(abort, 'a handover is never removed'); end;

create table signal_watermark (
  watermark_id integer not null primary key check (watermark_id = 1),
  sequence     integer not null
) strict;

create table signal_delivery (
  signal_id text    not null,
  target    text    not null,
  body      text    not null,
  attempts  integer not null,
  due_at    integer not null,         -- milliseconds since 1970-01-01 UTC
  sent_at   integer,
  answer    text,
  primary key (signal_id, target)
) strict;

create index signal_delivery_due on signal_delivery (due_at) where sent_at is null;
