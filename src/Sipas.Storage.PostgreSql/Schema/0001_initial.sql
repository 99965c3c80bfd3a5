-- Sipas.Sdk, PostgreSQL 15 or later, schema version 1: ballots. All objects are in the schema sipas; the database may have
-- other schemas.
-- Ballots are append-only. Names, phones and dossier numbers are not stored here.

create schema if not exists sipas;
set local search_path to sipas;

create table schema_version (
  version    integer     not null primary key,
  applied_at timestamptz not null,
  series     text        not null   -- name of the series of scripts: versions of another series are other schemas
);

-- Disclaimer that must accompany every figure, for example that the data are illustrative.
create table notice (
  notice_id smallint not null primary key check (notice_id = 1),
  vi        text     not null,
  en        text     not null
);

create table unit (
  unit_id     integer not null generated always as identity primary key,
  code        text    not null unique,
  name_vi     text    not null,
  name_en     text    not null,
  search_key  text    not null,   -- name_vi without marks and case
  block       text    not null,
  parent_code text,
  valid_from  date,
  valid_to    date
);

create table questionnaire (
  questionnaire_id integer not null generated always as identity primary key,
  pack             text    not null,
  version          text    not null,
  layout           text    not null,   -- item codes with their scales: what counting depends on, frozen
  unique (pack, version)
);

create table questionnaire_item (
  questionnaire_id integer  not null references questionnaire,
  number           smallint not null,   -- from 1: the character of ballot.answers
  code             text     not null,
  primary key (questionnaire_id, number)
);

create table collection_mode (mode smallint not null primary key, word text not null unique);
insert into collection_mode values (1, 'kiosk'), (2, 'web'), (3, 'paper'), (4, 'interview'), (5, 'phone'), (6, 'post');

create table selection_basis (basis smallint not null primary key, word text not null unique);
insert into selection_basis values (1, 'sampled'), (2, 'selfSelected');

create table collection_channel (channel smallint not null primary key, word text not null unique);
insert into collection_channel values (0, 'open'), (1, 'device'), (2, 'ticket'), (3, 'officer'), (4, 'counter');

create table receipt_key (
  key_id     text        not null primary key,
  public_key bytea       not null,            -- SubjectPublicKeyInfo
  created_at timestamptz not null,
  vouched_by text        references receipt_key,   -- the replaced key, whose signature over this one is vouch; null: the first key
  vouch      bytea
);

-- Fixed-width columns first: no padding between them.
create table ballot (
  sequence         bigint      not null primary key,   -- order of commit: the one writer numbers from 1 without gaps
  position         bigint      not null,               -- number in the unit's chain, from 1
  started_at       timestamptz not null,
  completed_at     timestamptz not null,
  received_at      timestamptz not null,               -- server time
  ballot_id        uuid        not null unique,
  questionnaire_id integer     not null references questionnaire,
  unit_id          integer     not null references unit,
  mode             smallint    not null check (mode between 1 and 6),    -- collection_mode; a check is quicker than a reference
  basis            smallint    not null check (basis in (1, 2)),         -- selection_basis
  started_offset   smallint    not null,               -- minutes east of UTC
  completed_offset smallint    not null,
  procedure_code   text,
  device_code      text,
  language         text        not null,
  answers          text        not null,               -- one character per item: 1-9 level, - no answer, n not applicable,
                                                       -- k does not know, r refused
  content_hash     bytea       not null,
  chain_hash       bytea       not null,
  -- Server metadata, in addition to the content.
  counted_on       integer     not null default 0,     -- the day for which it counts in Vietnam, as yyyymmdd
  clock_skew       bigint,                             -- milliseconds by which the sending device's clock ran ahead of the server's
  sent_by          text,                               -- the enrolled device that sent it
  channel          smallint    check (channel between 0 and 4),   -- collection_channel; open is unverified; null: unknown
  unique (unit_id, position)
);

-- One signature covers the receipts of consecutive ballots of the log: see docs/canonical-ballot.md.
create table receipt_seal (
  first_sequence bigint not null primary key,      -- of the covered ballots
  leaves         bytea  not null,                  -- a hash of 32 bytes for each ballot's receipt, in log order
  key_id         text   not null references receipt_key,
  signature      bytea  not null
);
alter table receipt_seal alter column leaves set storage external;   -- hashes do not compress

create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'a row of % is never changed or removed', tg_table_name using errcode = 'restrict_violation'; end $$;

create trigger receipt_seal_is_kept before update or delete or truncate on receipt_seal for each statement execute function refuse_change();
create trigger ballot_is_kept before update or delete or truncate on ballot for each statement execute function refuse_change();

-- Attempts to send other content under the id of a stored ballot.
create table ballot_conflict (
  conflict_id  bigint      not null generated always as identity primary key,
  ballot_id    uuid        not null,
  content_hash bytea       not null,
  received_at  timestamptz not null
);

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
  closed_at     timestamptz not null,
  pack_version  text,                       -- the method under which it was closed; null when it was not stated
  pack_hash     text
);

-- Ballots received after their survey was closed: stored, with a receipt and in the chain, but never counted.
create table late_ballot (
  sequence   bigint  not null primary key references ballot,
  closing_id integer not null references survey_closing
);

create table audit (
  audit_id  bigint      not null generated always as identity primary key,
  at        timestamptz not null,
  action    text        not null,
  detail    text        not null,
  actor     text,                        -- the actor; null if unknown
  -- The log is a chain of signed records.
  number    bigint,
  makes     text,                        -- the contents that the action wrote: one line per row, hash and name
  link      text,                        -- SHA-256 of the preceding link and of this record
  key_id    text references receipt_key,
  signature text                         -- base64url
);

create unique index audit_number on audit (number);

create trigger survey_closing_is_kept before update or delete or truncate on survey_closing
  for each statement execute function refuse_change();
create trigger late_ballot_is_kept before update or delete or truncate on late_ballot for each statement execute function refuse_change();
create trigger audit_is_kept before update or delete or truncate on audit for each statement execute function refuse_change();

-- The questions of a questionnaire that are answered by a value; frozen like its items.
create table questionnaire_question (
  questionnaire_id integer  not null references questionnaire,
  number           smallint not null,   -- from 1, in questionnaire order
  code             text     not null,
  kind             text     not null check (kind in ('number', 'shortText', 'longText', 'date')),
  primary key (questionnaire_id, number)
);

-- The key of all salts. Anyone who reads it can test values against commitments whose value was erased.
create table value_secret (
  secret_id  smallint    not null primary key check (secret_id = 1),
  secret     bytea       not null,
  created_at timestamptz not null
);

-- The commitment is part of the ballot's content hash and is never erased; salt and value are erased together.
create table ballot_value (
  sequence   bigint   not null references ballot,
  number     smallint not null,   -- questionnaire_question
  commitment bytea    not null,   -- SHA-256 of salt and value
  salt       bytea,
  value      text,                -- a plain number, yyyy-MM-dd, or a text
  primary key (sequence, number),
  check ((salt is null) = (value is null))
);

create function refuse_value_change() returns trigger language plpgsql as
$$ begin
  if tg_op = 'UPDATE' and new.sequence = old.sequence and new.number = old.number and new.commitment = old.commitment
    and new.salt is null and new.value is null then
    return new;
  end if;
  raise exception 'a value is erased or left as it is' using errcode = 'restrict_violation';
end $$;

create trigger ballot_value_is_only_erased before update or delete on ballot_value for each row execute function refuse_value_change();
create trigger ballot_value_is_not_truncated before truncate on ballot_value for each statement execute function refuse_change();

create table device (
  device_id     integer     not null generated always as identity primary key,
  code          text        not null unique,
  unit_code     text        not null references unit (code),
  label         text,
  added_at      timestamptz not null,
  enrolled_at   timestamptz,
  revoked_at    timestamptz,
  secret_hash   bytea,                       -- SHA-256 of the secret, which is not stored
  code_hash     bytea       unique,          -- SHA-256 of the enrolment code that waits
  code_ends_at  timestamptz,
  seen_at       timestamptz,
  queue_length  bigint,
  page_version  text,
  clock_skew    bigint
);

create table device_phase (
  device_id integer     not null references device,
  since     timestamptz not null,
  phase     text        not null check (phase in ('trial', 'official')),
  primary key (device_id, since)
);

-- Held submissions, which are never counted: unreadable ones, and ballots of devices in trial mode.
create table held_submission (
  number       bigint      not null generated always as identity primary key,
  kind         smallint    not null check (kind in (1, 2)),   -- 1 quarantine, 2 trial
  ballot_id    uuid        not null,
  device_code  text,
  received_at  timestamptz not null,
  content_hash bytea       not null,
  byte_count   bigint      not null,
  body         bytea       not null,             -- empty once it was released
  key_id       text        not null references receipt_key,
  signature    bytea       not null,
  released_at  timestamptz,
  erased_at    timestamptz,                      -- the body is erased, hash and signature remain
  unique (kind, ballot_id, content_hash)
);

-- Tickets that were used, as HMAC-SHA256 of the ticket id under a key that is not in this database. The table has no time and
-- no number: no column joins a ticket to the ballot with which it was spent.
create table spent_ticket (token_hash bytea not null primary key);

create function refuse_removal() returns trigger language plpgsql as
$$ begin raise exception 'a row of % is never removed', tg_table_name using errcode = 'restrict_violation'; end $$;

create trigger spent_ticket_is_kept before update or delete or truncate on spent_ticket for each statement execute function refuse_change();
create trigger held_submission_is_kept before delete or truncate on held_submission for each statement execute function refuse_removal();
create trigger device_is_kept before delete or truncate on device for each statement execute function refuse_removal();

create table unit_succession (
  succession_id integer not null generated always as identity primary key,
  predecessor   text    not null references unit (code),
  successor     text    not null references unit (code),
  kind          text    not null check (kind in ('merged', 'split', 'renamed', 'moved')),
  share         numeric not null check (share > 0 and share <= 1),   -- those of one predecessor sum to 1
  unique (predecessor, successor)
);

create table survey_design (
  survey text not null primary key,
  pack   text not null,
  design text not null                      -- JSON: docs/survey-design-json.md
);

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
  batch      text        not null references paper_batch,
  number     text        not null,    -- the ballot's id
  pass       smallint    not null check (pass in (1, 2, 3)),
  answers    text        not null,    -- a sealed block in base64; the key is not in this database
  keyed_by   text,
  keyed_at   timestamptz not null,
  by_account boolean     not null default false,   -- false: the name was typed
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

create table alert_watermark (
  watermark_id integer not null primary key check (watermark_id = 1),
  sequence     bigint  not null
);

create table alert_delivery (
  alert_id  text        not null,
  target    text        not null,
  body      text        not null,
  attempts  integer     not null,
  due_at    timestamptz not null,
  sent_at   timestamptz,
  answer    text,
  primary key (alert_id, target)
);

create index alert_delivery_due on alert_delivery (due_at) where sent_at is null;

create table method_pack (
  pack_number  integer     not null generated always as identity primary key,
  pack         text        not null,
  version      text        not null,
  content_hash text        not null,   -- SHA-256 of the UTF-8 bytes of content, in lower-case hexadecimal digits
  stored_at    timestamptz not null,
  content      text        not null,   -- JSON
  unique (pack, version)
);

create trigger method_pack_is_kept before update or delete or truncate on method_pack for each statement execute function refuse_change();

create table ballot_correction (
  sequence    bigint not null primary key references ballot,
  replaced    bigint not null unique references ballot,
  replaced_id uuid   not null,   -- id of the replaced ballot, part of this ballot's canonical bytes
  original    bigint not null references ballot,   -- the first version of the ballot
  reason      text   not null,
  brought_by  text   not null,
  reviewed_by text   not null
);

create trigger ballot_correction_is_kept before update or delete or truncate on ballot_correction
  for each statement execute function refuse_change();

-- The counted ballots: neither late nor replaced. Plain SQL must count over this view.
create view counted_ballot as
select b.* from ballot b
where not exists (select 1 from late_ballot l where l.sequence = b.sequence)
  and not exists (select 1 from ballot_correction c where c.replaced = b.sequence);

-- For a database administrator: one row per ballot of the whole log, with readable values. counts is 1 for those of counted_ballot.
create view ballot_readable as
select b.sequence, b.ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.device_code, b.language, b.started_at, b.completed_at, b.received_at,
       b.counted_on, b.clock_skew, b.sent_by, c.word as channel,
       b.answers, b.position, encode(b.content_hash, 'hex') as content_hash,
       case when l.sequence is null then 0 else 1 end as late, x.sequence as replaced_by,
       case when l.sequence is null and x.sequence is null then 1 else 0 end as counts
from ballot b
join questionnaire q on q.questionnaire_id = b.questionnaire_id
join unit u on u.unit_id = b.unit_id
join collection_mode m on m.mode = b.mode
join selection_basis s on s.basis = b.basis
left join collection_channel c on c.channel = b.channel
left join late_ballot l on l.sequence = b.sequence
left join ballot_correction x on x.replaced = b.sequence;

create view late_ballot_readable as
select c.name as survey, b.* from late_ballot l join survey_closing c using (closing_id) join ballot_readable b using (sequence);

-- For an analyst: one row per counted ballot and item. level is null where the answer is none.
create view ballot_answer as
select b.sequence, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.counted_on, i.code as item,
       substr(b.answers, i.number, 1) as answer,
       case when substr(b.answers, i.number, 1) between '1' and '9' then cast(substr(b.answers, i.number, 1) as integer) end as level
from counted_ballot b
join questionnaire q on q.questionnaire_id = b.questionnaire_id
join questionnaire_item i on i.questionnaire_id = b.questionnaire_id
join unit u on u.unit_id = b.unit_id
join collection_mode m on m.mode = b.mode
join selection_basis s on s.basis = b.basis;

-- For an analyst: one row per value of a counted ballot. value is null after it was erased.
create view ballot_value_readable as
select b.sequence, b.ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, s.word as basis, n.code as question, n.kind,
       v.value, v.value is null as erased, encode(v.commitment, 'hex') as commitment
from ballot_value v
join counted_ballot b on b.sequence = v.sequence
join questionnaire q on q.questionnaire_id = b.questionnaire_id
join questionnaire_question n on n.questionnaire_id = b.questionnaire_id and n.number = v.number
join unit u on u.unit_id = b.unit_id
join selection_basis s on s.basis = b.basis;

-- One row, replaced by each commit that spends tickets.
create table spent_seal (
  seal_id      integer not null primary key check (seal_id = 1),
  count        bigint  not null,
  sum          bytea   not null,     -- over the marks of spent_ticket: docs/proof.md
  audit_number bigint  not null,     -- the end of the audit log at that time
  audit_link   text    not null,
  key_id       text    not null references receipt_key,
  signature    text    not null
);

create trigger spent_seal_is_kept before delete or truncate on spent_seal for each statement execute function refuse_removal();

-- A notice concerns the ballots of one channel of a unit on some days; it belongs to one run and flags no ballot.
create table quality_notice (
  run_id   bigint   not null references quality_run,
  unit     text     not null,
  pack     text     not null,
  version  text     not null,
  channel  smallint not null references collection_channel,
  from_day integer  not null,         -- yyyymmdd
  day      integer  not null,         -- yyyymmdd
  code     text     not null,
  value    text     not null,
  allowed  text     not null,
  primary key (run_id, day, unit, pack, version, channel, code)
);

create trigger quality_notice_is_kept before update or delete or truncate on quality_notice
  for each statement execute function refuse_change();

create table correction_request (
  correction_id text        not null primary key,   -- random
  file_name     text        not null,
  file          bytea,                              -- null once it is decided
  digest        text        not null,
  reading       text        not null,               -- JSON
  pack          text        not null,
  version       text        not null,
  corrections   bigint      not null,
  reason        text        not null,
  entered_by    text        not null,
  entered_at    timestamptz not null,
  decision      integer     check (decision in (1, 2)),   -- confirmed, rejected
  decided_by    text,
  decided_at    timestamptz
);

create trigger correction_request_is_decided_once before update on correction_request
  for each row when (old.decision is not null) execute function refuse_change();
create trigger correction_request_is_not_removed before delete or truncate on correction_request
  for each statement execute function refuse_change();
