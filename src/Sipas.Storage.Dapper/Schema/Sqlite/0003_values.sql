-- Sipas.Sdk, SQLite, schema version 3: answers to number, text and date questions, erasable.

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

-- For an analyst: one row per value. value is null after it was erased.
create view ballot_value_readable as
select b.sequence, lower(hex(b.ballot_id)) as ballot_id, q.pack, q.version as questionnaire_version, u.code as unit,
       s.word as basis, n.code as question, n.kind,
       v.value, v.value is null as erased, lower(hex(v.commitment)) as commitment
from ballot_value v
join ballot b using (sequence)
join questionnaire q using (questionnaire_id)
join questionnaire_question n using (questionnaire_id, number)
join unit u using (unit_id)
join selection_basis s using (basis);
