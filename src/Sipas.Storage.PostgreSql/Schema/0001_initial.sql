-- Sipas.Sdk, PostgreSQL 15 or later, schema version 1. All objects are in the schema sipas; the database may have other schemas.
-- Ballots are append-only. Names, phones and dossier numbers are not stored here.

create schema if not exists sipas;
set local search_path to sipas;

create table schema_version (
  version    integer     not null primary key,
  applied_at timestamptz not null
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
insert into selection_basis values (1, 'listed'), (2, 'selfSelected');

create table receipt_key (
  key_id     text        not null primary key,
  public_key bytea       not null,            -- SubjectPublicKeyInfo
  created_at timestamptz not null
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

-- For a database administrator: one row per ballot, with readable values.
create view ballot_readable as
select b.sequence, b.ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.device_code, b.language, b.started_at, b.completed_at, b.received_at,
       b.answers, b.position, encode(b.content_hash, 'hex') as content_hash
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
