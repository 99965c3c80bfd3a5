-- Sipas.Sdk, SQLite, schema version 2: closed surveys, late ballots, rotated keys, audit.

-- A key that replaces another one carries the replaced key's signature over it.
alter table receipt_key add column vouched_by text references receipt_key;
alter table receipt_key add column vouch blob;

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
  closed_at     text    not null
) strict;

-- Ballots received after their survey was closed: stored, with a receipt and in the chain, but never counted.
create table late_ballot (
  sequence   integer not null primary key references ballot,
  closing_id integer not null references survey_closing
) strict;

create table audit (
  audit_id integer not null primary key autoincrement,
  at       text    not null,
  action   text    not null,
  detail   text    not null,
  actor    text                      -- the actor; null if unknown
) strict;

create trigger survey_closing_is_not_changed before update on survey_closing begin select raise(abort, 'a closing is never changed'); end;
create trigger survey_closing_is_not_removed before delete on survey_closing begin select raise(abort, 'a closing is never removed'); end;
create trigger late_ballot_is_not_changed before update on late_ballot begin select raise(abort, 'a late ballot is never changed'); end;
create trigger late_ballot_is_not_removed before delete on late_ballot begin select raise(abort, 'a late ballot is never removed'); end;
create trigger audit_is_not_changed before update on audit begin select raise(abort, 'an audit record is never changed'); end;
create trigger audit_is_not_removed before delete on audit begin select raise(abort, 'an audit record is never removed'); end;

create view late_ballot_readable as
select c.name as survey, b.* from late_ballot l join survey_closing c using (closing_id) join ballot_readable b using (sequence);
