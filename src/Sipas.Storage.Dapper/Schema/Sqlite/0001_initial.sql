-- Sipas.Sdk, SQLite, schema version 1.
-- Ballots are append-only. Names, phones and dossier numbers are not stored in this file.

create table schema_version (
  version    integer not null primary key,
  applied_at text    not null
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
insert into selection_basis values (1, 'listed'), (2, 'selfSelected');

create table receipt_key (
  key_id     text not null primary key,
  public_key blob not null,            -- SubjectPublicKeyInfo
  created_at text not null
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

-- For a database administrator: one row per ballot, with readable values.
create view ballot_readable as
select b.sequence, lower(hex(b.ballot_id)) as ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.device_code, b.language,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.started_at / 1000.0, 'unixepoch') as started_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.completed_at / 1000.0, 'unixepoch') as completed_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.received_at / 1000.0, 'unixepoch') as received_at,
       b.answers, b.position, lower(hex(b.content_hash)) as content_hash
from ballot b
join questionnaire q using (questionnaire_id)
join unit u using (unit_id)
join collection_mode m using (mode)
join selection_basis s using (basis);

-- For an analyst: one row per ballot and item. level is null where the answer is none.
create view ballot_answer as
select b.sequence, q.pack, q.version as questionnaire_version, u.code as unit, s.word as basis, i.code as item,
       substr(b.answers, i.number, 1) as answer,
       case when substr(b.answers, i.number, 1) between '1' and '9' then cast(substr(b.answers, i.number, 1) as integer) end as level
from ballot b
join questionnaire q using (questionnaire_id)
join questionnaire_item i using (questionnaire_id)
join unit u using (unit_id)
join selection_basis s using (basis);
