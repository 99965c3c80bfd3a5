-- Sipas.Sdk, PostgreSQL, schema version 3: answers to number, text and date questions, erasable.

set local search_path to sipas;

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

-- For an analyst: one row per value. value is null after it was erased.
create view ballot_value_readable as
select b.sequence, b.ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, s.word as basis, n.code as question, n.kind,
       v.value, v.value is null as erased, encode(v.commitment, 'hex') as commitment
from ballot_value v
join ballot b using (sequence)
join questionnaire q using (questionnaire_id)
join questionnaire_question n using (questionnaire_id, number)
join unit u using (unit_id)
join selection_basis s using (basis);
