-- Sipas.Sdk, PostgreSQL, schema version 7: back-office data next to the log: column maps of imports, flags and reviews,
-- keyed paper ballots, alerts to be sent.

set local search_path to sipas;

create table import_map (
  pack        text        not null,
  fingerprint text        not null,   -- SHA-256 over the columns of a file
  map         text        not null,   -- JSON
  saved_at    timestamptz not null,
  actor       text,
  primary key (pack, fingerprint)
);

create table quality_run (
  run_id        bigint      not null primary key,
  at            timestamptz not null,
  rules         text        not null, -- JSON
  last_sequence bigint      not null,
  ballots       bigint      not null,
  flagged       bigint      not null
);

-- A flag is valid while last_run is the newest run.
create table ballot_flag (
  sequence  bigint not null references ballot,
  code      text   not null,
  value     text   not null,
  allowed   text   not null,
  first_run bigint not null references quality_run,
  last_run  bigint not null references quality_run,
  primary key (sequence, code)
);

create table ballot_review (
  review_id bigint      not null generated always as identity primary key,
  sequence  bigint      not null references ballot,
  decision  smallint    not null check (decision in (1, 2, 3)),   -- accept, reject, comment
  comment   text        not null,
  reviewer  text        not null,
  at        timestamptz not null
);

create trigger ballot_review_is_kept before update or delete or truncate on ballot_review
  for each statement execute function refuse_change();
create trigger ballot_flag_is_kept before delete or truncate on ballot_flag for each statement execute function refuse_change();

create table paper_batch (
  batch          text        not null primary key,
  pack           text        not null,
  version        text        not null,
  unit           text        not null,
  procedure_code text,
  basis          smallint    not null references selection_basis,
  day            date        not null,
  sheets         integer     not null check (sheets between 1 and 50),
  opened_by      text,
  opened_at      timestamptz not null,
  accepted_at    timestamptz,
  accepted_by    text
);

create table paper_entry (
  batch    text        not null references paper_batch,
  number   text        not null,      -- printed on the sheet
  pass     smallint    not null check (pass in (1, 2, 3)),
  answers  text        not null,      -- as in ballot.answers
  keyed_by text,
  keyed_at timestamptz not null,
  primary key (batch, number, pass)
);

create table paper_handover (
  handover_id bigint      not null generated always as identity primary key,
  batch       text        not null references paper_batch,
  handed_from text        not null,
  handed_to   text        not null,
  sheets      integer     not null,
  at          timestamptz not null,
  recorded_by text
);

create trigger paper_handover_is_kept before update or delete or truncate on paper_handover
  for each statement execute function refuse_change();

create table signal_watermark (
  watermark_id integer not null primary key check (watermark_id = 1),
  sequence     bigint  not null
);

create table signal_delivery (
  signal_id text        not null,
  target    text        not null,
  body      text        not null,
  attempts  integer     not null,
  due_at    timestamptz not null,
  sent_at   timestamptz,
  answer    text,
  primary key (signal_id, target)
);

create index signal_delivery_due on signal_delivery (due_at) where sent_at is null;
