-- Sipas.Sdk, SQLite, personal data, schema version 4: citizens who requested contact, and the actions of officers. Nothing here identifies a ballot.
-- Only the day of a request is stored, and rows are in the order of their random ids, not in order of arrival.

create table contact_case (
  case_id          text    not null primary key,   -- made at random by the client
  code             text    not null unique,        -- 40 bits of the hash of case_id: what citizen and officers call it
  rated_unit       text    not null,
  citizen_name     text,
  contact          text,                           -- phone number or e-mail address; null once it is erased
  about            text,
  consent          text    not null,               -- the words that were agreed to
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
  words   text    not null,   -- empty once they are erased
  primary key (case_id, number)
) strict, without rowid;

create trigger contact_case_is_not_removed before delete on contact_case begin select raise(abort, 'a case is never removed, only erased'); end;
create trigger contact_case_is_kept before update of case_id, code, rated_unit, consent, consent_language, received_on, due_on on contact_case begin select raise(abort, 'a request is never changed'); end;
create trigger contact_case_is_only_erased before update of citizen_name, contact, about on contact_case when coalesce(new.citizen_name, new.contact, new.about) is not null
begin select raise(abort, 'a request is never changed, only erased'); end;
create trigger contact_entry_is_not_removed before delete on contact_entry begin select raise(abort, 'an entry is never removed'); end;
create trigger contact_entry_is_kept before update of case_id, number, at, actor, kind on contact_entry begin select raise(abort, 'an entry is never changed'); end;
create trigger contact_entry_is_only_erased before update of words on contact_entry when new.words <> '' begin select raise(abort, 'an entry is never changed, only erased'); end;
