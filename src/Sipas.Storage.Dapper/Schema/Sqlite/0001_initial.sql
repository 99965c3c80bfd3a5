-- Sipas.Sdk, SQLite, schema version 1: ballots.
-- Ballots are append-only. Names, phones and dossier numbers are not stored in this file.

create table schema_version (
  version    integer not null primary key,
  applied_at text    not null,
  series     text    not null   -- name of the series of scripts: versions of another series are other schemas
) strict;

-- Disclaimer that must accompany every figure, for example that the data are illustrative.
create table notice (
  notice_id integer not null primary key check (notice_id = 1),
  vi        text    not null,
  en        text    not null
) strict;

create table unit (
  unit_id     integer not null primary key,
  code        text    not null unique,
  name_vi     text    not null,
  name_en     text    not null,
  search_key  text    not null,   -- name_vi without marks and case
  block       text    not null,
  parent_code text,
  valid_from  text,               -- days as yyyy-MM-dd
  valid_to    text
) strict;

create table questionnaire (
  questionnaire_id integer not null primary key,
  pack             text    not null,
  version          text    not null,
  layout           text    not null,   -- item codes with their scales: what counting depends on, frozen
  unique (pack, version)
) strict;

create table questionnaire_item (
  questionnaire_id integer not null references questionnaire,
  number           integer not null,   -- from 1: the character of ballot.answers
  code             text    not null,
  primary key (questionnaire_id, number)
) strict, without rowid;

create table collection_mode (mode integer not null primary key, word text not null unique) strict;
insert into collection_mode values (1, 'kiosk'), (2, 'web'), (3, 'paper'), (4, 'interview'), (5, 'phone'), (6, 'post');

create table selection_basis (basis integer not null primary key, word text not null unique) strict;
insert into selection_basis values (1, 'sampled'), (2, 'selfSelected');

create table collection_channel (channel integer not null primary key, word text not null unique) strict;
insert into collection_channel values (0, 'open'), (1, 'device'), (2, 'ticket'), (3, 'officer'), (4, 'counter');

create table receipt_key (
  key_id     text not null primary key,
  public_key blob not null,            -- SubjectPublicKeyInfo
  created_at text not null,
  vouched_by text references receipt_key,   -- the replaced key, whose signature over this one is vouch; null: the first key
  vouch      blob
) strict;

create table ballot (
  sequence         integer not null primary key autoincrement,
  ballot_id        blob    not null unique,        -- the 16 bytes of the UUID, most significant first
  questionnaire_id integer not null references questionnaire,
  unit_id          integer not null references unit,
  procedure_code   text,
  mode             integer not null references collection_mode,
  basis            integer not null references selection_basis,
  device_code      text,
  language         text    not null,
  started_at       integer not null,               -- milliseconds since 1970-01-01 UTC
  started_offset   integer not null,               -- minutes east of UTC
  completed_at     integer not null,
  completed_offset integer not null,
  received_at      integer not null,               -- server time
  answers          text    not null,               -- one character per item: 1-9 level, - no answer, n not applicable,
                                                   -- k does not know, r refused
  content_hash     blob    not null,
  position         integer not null,               -- number in the unit's chain, from 1
  chain_hash       blob    not null,
  -- Server metadata, in addition to the content.
  counted_on       integer not null default 0,     -- the day for which it counts in Vietnam, as yyyymmdd
  clock_skew       integer,                        -- milliseconds by which the sending device's clock ran ahead of the server's
  sent_by          text,                           -- the enrolled device that sent it
  channel          integer references collection_channel,   -- open is unverified; null: unknown
  unique (unit_id, position)
) strict;

-- One signature covers the receipts of consecutive ballots of the log: see docs/canonical-ballot.md.
create table receipt_seal (
  first_sequence integer not null primary key,     -- of the covered ballots
  leaves         blob    not null,                 -- a hash of 32 bytes for each ballot's receipt, in log order
  key_id         text    not null references receipt_key,
  signature      blob    not null
) strict;

create trigger receipt_seal_is_not_changed before update on receipt_seal begin select raise(abort, 'a seal is never changed'); end;
create trigger receipt_seal_is_not_removed before delete on receipt_seal begin select raise(abort, 'a seal is never removed'); end;
create trigger ballot_is_not_changed before update on ballot begin select raise(abort, 'a ballot is never changed'); end;
create trigger ballot_is_not_removed before delete on ballot begin select raise(abort, 'a ballot is never removed'); end;

-- Attempts to send other content under the id of a stored ballot.
create table ballot_conflict (
  conflict_id  integer not null primary key,
  ballot_id    blob    not null,
  content_hash blob    not null,
  received_at  integer not null
) strict;

-- A closed survey is frozen: a ballot that it covers and that arrives later is late.
create table survey_closing (
  closing_id    integer not null primary key,
  name          text    not null unique,
  pack          text    not null,
  version       text,                       -- null: every questionnaire of the pack
  basis         integer references selection_basis,   -- null: both
  from_day      text,                       -- counting days in Vietnam as yyyy-MM-dd; null: open
  to_day        text,
  last_sequence integer not null,           -- the log's end when it was closed
  ballots       integer not null,
  root          blob    not null,           -- Merkle root over the content hashes in log order
  closed_at     text    not null,
  pack_version  text,                       -- the method under which it was closed; null when it was not stated
  pack_hash     text
) strict;

-- Ballots received after their survey was closed: stored, with a receipt and in the chain, but never counted.
create table late_ballot (
  sequence   integer not null primary key references ballot,
  closing_id integer not null references survey_closing
) strict;

create table audit (
  audit_id  integer not null primary key autoincrement,
  at        text    not null,
  action    text    not null,
  detail    text    not null,
  actor     text,                        -- the actor; null if unknown
  -- The log is a chain of signed records.
  number    integer,
  makes     text,                        -- the contents that the action wrote: one line per row, hash and name
  link      text,                        -- SHA-256 of the preceding link and of this record
  key_id    text references receipt_key,
  signature text                         -- base64url
) strict;

create unique index audit_number on audit (number);

create trigger survey_closing_is_not_changed before update on survey_closing begin select raise(abort, 'a closing is never changed'); end;
create trigger survey_closing_is_not_removed before delete on survey_closing begin select raise(abort, 'a closing is never removed'); end;
create trigger late_ballot_is_not_changed before update on late_ballot begin select raise(abort, 'a late ballot is never changed'); end;
create trigger late_ballot_is_not_removed before delete on late_ballot begin select raise(abort, 'a late ballot is never removed'); end;
create trigger audit_is_not_changed before update on audit begin select raise(abort, 'an audit record is never changed'); end;
create trigger audit_is_not_removed before delete on audit begin select raise(abort, 'an audit record is never removed'); end;

-- The questions of a questionnaire that are answered by a value; frozen like its items.
create table questionnaire_question (
  questionnaire_id integer not null references questionnaire,
  number           integer not null,   -- from 1, in questionnaire order
  code             text    not null,
  kind             text    not null check (kind in ('number', 'shortText', 'longText', 'date')),
  primary key (questionnaire_id, number)
) strict, without rowid;

-- The key of all salts. Anyone who reads it can test values against commitments whose value was erased.
create table value_secret (
  secret_id  integer not null primary key check (secret_id = 1),
  secret     blob    not null,
  created_at text    not null
) strict;

-- The commitment is part of the ballot's content hash and is never erased; salt and value are erased together.
create table ballot_value (
  sequence   integer not null references ballot,
  number     integer not null,   -- questionnaire_question
  commitment blob    not null,   -- SHA-256 of salt and value
  salt       blob,
  value      text,               -- a plain number, yyyy-MM-dd, or a text
  primary key (sequence, number),
  check ((salt is null) = (value is null))
) strict, without rowid;

create trigger ballot_value_is_only_erased before update on ballot_value
  when new.sequence <> old.sequence or new.number <> old.number or new.commitment <> old.commitment
    or new.salt is not null or new.value is not null
  begin select raise(abort, 'a value is erased or left as it is'); end;
create trigger ballot_value_is_not_removed before delete on ballot_value
  begin select raise(abort, 'a value is never removed, only erased'); end;

create table device (
  device_id     integer not null primary key,
  code          text    not null unique,
  unit_code     text    not null references unit (code),
  label         text,
  added_at      integer not null,            -- times of devices: milliseconds since 1970-01-01 UTC
  enrolled_at   integer,
  revoked_at    integer,
  secret_hash   blob,                        -- SHA-256 of the secret, which is not stored
  code_hash     blob    unique,              -- SHA-256 of the enrolment code that waits
  code_ends_at  integer,
  seen_at       integer,
  queue_length  integer,
  page_version  text,
  clock_skew    integer
) strict;

create table device_phase (
  device_id integer not null references device,
  since     integer not null,
  phase     text    not null check (phase in ('trial', 'official')),
  primary key (device_id, since)
) strict, without rowid;

-- Held submissions, which are never counted: unreadable ones, and ballots of devices in trial mode.
create table held_submission (
  number       integer not null primary key autoincrement,
  kind         integer not null check (kind in (1, 2)),   -- 1 quarantine, 2 trial
  ballot_id    blob    not null,
  device_code  text,
  received_at  integer not null,
  content_hash blob    not null,
  byte_count   integer not null,
  body         blob    not null,               -- empty once it was released
  key_id       text    not null references receipt_key,
  signature    blob    not null,
  released_at  integer,
  erased_at    integer,                        -- the body is erased, hash and signature remain
  unique (kind, ballot_id, content_hash)
) strict;

-- Tickets that were used, as HMAC-SHA256 of the ticket id under a key that is not in this file, in the order of their hashes
-- and without a time: nothing joins a ticket to the ballot with which it was spent.
create table spent_ticket (token_hash blob not null primary key) strict, without rowid;

create trigger spent_ticket_is_not_changed before update on spent_ticket begin select raise(abort, 'a spent ticket is never changed'); end;
create trigger spent_ticket_is_not_removed before delete on spent_ticket begin select raise(abort, 'a spent ticket is never removed'); end;
create trigger held_submission_is_not_removed before delete on held_submission begin select raise(abort, 'a package is never removed'); end;
create trigger device_is_not_removed before delete on device begin select raise(abort, 'a device is never removed'); end;

create table unit_succession (
  succession_id integer not null primary key autoincrement,
  predecessor   text    not null references unit (code),
  successor     text    not null references unit (code),
  kind          text    not null check (kind in ('merged', 'split', 'renamed', 'moved')),
  share         text    not null,   -- a decimal above 0, at most 1; those of one predecessor sum to 1
  unique (predecessor, successor)
) strict;

create table survey_design (
  survey text not null primary key,
  pack   text not null,
  design text not null                      -- JSON: docs/survey-design-json.md
) strict;

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
  batch      text    not null references paper_batch,
  number     text    not null,        -- the ballot's id
  pass       integer not null check (pass in (1, 2, 3)),
  answers    text    not null,        -- a sealed block in base64; the key is not in this file
  keyed_by   text,
  keyed_at   text    not null,
  by_account integer not null default 0 check (by_account in (0, 1)),   -- 0: the name was typed
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

create table alert_watermark (
  watermark_id integer not null primary key check (watermark_id = 1),
  sequence     integer not null
) strict;

create table alert_delivery (
  alert_id  text    not null,
  target    text    not null,
  body      text    not null,
  attempts  integer not null,
  due_at    integer not null,         -- milliseconds since 1970-01-01 UTC
  sent_at   integer,
  answer    text,
  primary key (alert_id, target)
) strict;

create index alert_delivery_due on alert_delivery (due_at) where sent_at is null;

create table method_pack (
  pack_number  integer not null primary key,
  pack         text    not null,
  version      text    not null,
  content_hash text    not null,   -- SHA-256 of the UTF-8 bytes of content, in lower-case hexadecimal digits
  stored_at    text    not null,
  content      text    not null,   -- JSON
  unique (pack, version)
) strict;

create trigger method_pack_is_not_changed before update on method_pack begin select raise(abort, 'a pack is never changed'); end;
create trigger method_pack_is_not_removed before delete on method_pack begin select raise(abort, 'a pack is never removed'); end;

create table ballot_correction (
  sequence    integer not null primary key references ballot,
  replaced    integer not null unique references ballot,
  replaced_id blob    not null,   -- id of the replaced ballot, part of this ballot's canonical bytes
  original    integer not null references ballot,   -- the first version of the ballot
  reason      text    not null,
  brought_by  text    not null,
  reviewed_by text    not null
) strict;

create trigger ballot_correction_is_not_changed before update on ballot_correction
  begin select raise(abort, 'a correction is never changed'); end;
create trigger ballot_correction_is_not_removed before delete on ballot_correction
  begin select raise(abort, 'a correction is never removed'); end;

-- The counted ballots: neither late nor replaced. Plain SQL must count over this view.
create view counted_ballot as
select b.* from ballot b
where not exists (select 1 from late_ballot l where l.sequence = b.sequence)
  and not exists (select 1 from ballot_correction c where c.replaced = b.sequence);

-- For a database administrator: one row per ballot of the whole log, with readable values. counts is 1 for those of counted_ballot.
create view ballot_readable as
select b.sequence, lower(hex(b.ballot_id)) as ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.device_code, b.language,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.started_at / 1000.0, 'unixepoch') as started_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.completed_at / 1000.0, 'unixepoch') as completed_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.received_at / 1000.0, 'unixepoch') as received_at,
       b.counted_on, b.clock_skew, b.sent_by, c.word as channel,
       b.answers, b.position, lower(hex(b.content_hash)) as content_hash,
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
select b.sequence, lower(hex(b.ballot_id)) as ballot_id, q.pack, q.version as questionnaire_version, u.code as unit,
       s.word as basis, n.code as question, n.kind,
       v.value, v.value is null as erased, lower(hex(v.commitment)) as commitment
from ballot_value v
join counted_ballot b on b.sequence = v.sequence
join questionnaire q on q.questionnaire_id = b.questionnaire_id
join questionnaire_question n on n.questionnaire_id = b.questionnaire_id and n.number = v.number
join unit u on u.unit_id = b.unit_id
join selection_basis s on s.basis = b.basis;

-- One row, replaced by each commit that spends tickets.
create table spent_seal (
  seal_id      integer not null primary key check (seal_id = 1),
  count        integer not null,
  sum          blob    not null,     -- over the marks of spent_ticket: docs/proof.md
  audit_number integer not null,     -- the end of the audit log at that time
  audit_link   text    not null,
  key_id       text    not null references receipt_key,
  signature    text    not null
) strict;

create trigger spent_seal_is_not_removed before delete on spent_seal
  begin select raise(abort, 'the number of spent tickets is never removed'); end;

-- A notice concerns the ballots of one channel of a unit on some days; it belongs to one run and flags no ballot.
create table quality_notice (
  run_id   integer not null references quality_run,
  unit     text    not null,
  pack     text    not null,
  version  text    not null,
  channel  integer not null references collection_channel,
  from_day integer not null,          -- yyyymmdd
  day      integer not null,          -- yyyymmdd
  code     text    not null,
  value    text    not null,
  allowed  text    not null,
  primary key (run_id, day, unit, pack, version, channel, code)
) strict, without rowid;

create trigger quality_notice_is_not_changed before update on quality_notice begin select raise(abort, 'a notice is never changed'); end;
create trigger quality_notice_is_not_removed before delete on quality_notice begin select raise(abort, 'a notice is never removed'); end;

create table correction_request (
  correction_id text    not null primary key,   -- random
  file_name     text    not null,
  file          blob,                           -- null once it is decided
  digest        text    not null,
  reading       text    not null,               -- JSON
  pack          text    not null,
  version       text    not null,
  corrections   integer not null,
  reason        text    not null,
  entered_by    text    not null,
  entered_at    text    not null,
  decision      integer check (decision in (1, 2)),   -- confirmed, rejected
  decided_by    text,
  decided_at    text
) strict;

create trigger correction_request_is_decided_once before update on correction_request
  when old.decision is not null
  begin select raise(abort, 'a correction is decided once'); end;
create trigger correction_request_is_not_removed before delete on correction_request
  begin select raise(abort, 'a correction is never removed'); end;
