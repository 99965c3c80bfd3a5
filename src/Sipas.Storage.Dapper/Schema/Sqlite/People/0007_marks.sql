-- Sipas.Sdk, SQLite, personal data, schema version 7: without the keys, no row of this file can be joined to a ballot.
-- Rows of earlier versions are in tables …_plain. When it opens the file, the library seals them, drops these tables and rebuilds the file.

alter table ticket rename to ticket_plain;
alter table field_event rename to field_event_plain;
drop index contact_case_open;
alter table contact_entry rename to contact_entry_plain;
alter table contact_case rename to contact_case_plain;
drop trigger field_event_is_not_changed;
drop trigger field_event_is_not_removed;
drop trigger contact_case_is_not_removed;
drop trigger contact_case_is_kept;
drop trigger contact_case_is_only_erased;
drop trigger contact_entry_is_not_removed;
drop trigger contact_entry_is_kept;
drop trigger contact_entry_is_only_erased;

-- Identifies the keys that seal the rows, without revealing them.
create table people_key (
  slot     integer not null primary key check (slot = 1),
  key_mark blob    not null
) strict;

create table ticket (
  issue_mark blob    not null primary key,   -- HMAC of the ticket id; nothing in the database of ballots equals it
  rated_unit text    not null,
  issued_on  integer not null,               -- days in Vietnam as yyyymmdd
  ends_on    integer not null,               -- the day at whose beginning it has ended
  sealed     blob    not null                -- pack, version, procedure, basis, end; always of one length
) strict, without rowid;

create table field_event (
  event_mark  blob    not null primary key,  -- HMAC of survey and number
  survey_id   integer not null references survey,
  recorded_on integer not null,              -- a day in Vietnam as yyyymmdd
  sealed      blob    not null               -- number, actor and all that happened
) strict, without rowid;

create table contact_case (
  case_id          text    not null primary key,   -- made at random by the client
  code             text    not null unique,        -- 40 bits of the hash of case_id: what citizen and officers call it
  rated_unit       text    not null,
  sealed           blob,                           -- name, contact and words; null once they are erased
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
  sealed  blob,               -- the words; null once they are erased
  primary key (case_id, number)
) strict, without rowid;

create trigger people_key_is_not_removed before delete on people_key begin select raise(abort, 'the mark of the keys is never removed'); end;
create trigger field_event_is_not_changed before update on field_event begin select raise(abort, 'the field log is only added to'); end;
create trigger field_event_is_not_removed before delete on field_event begin select raise(abort, 'the field log is only added to'); end;
create trigger contact_case_is_not_removed before delete on contact_case begin select raise(abort, 'a case is never removed, only erased'); end;
create trigger contact_case_is_kept before update of case_id, code, rated_unit, consent, consent_language, received_on, due_on on contact_case begin select raise(abort, 'a request is never changed'); end;
create trigger contact_case_is_only_erased before update of sealed on contact_case when new.sealed is not null
begin select raise(abort, 'a request is never changed, only erased'); end;
create trigger contact_entry_is_not_removed before delete on contact_entry begin select raise(abort, 'an entry is never removed'); end;
create trigger contact_entry_is_kept before update of case_id, number, at, actor, kind on contact_entry begin select raise(abort, 'an entry is never changed'); end;
create trigger contact_entry_is_only_erased before update of sealed on contact_entry when new.sealed is not null begin select raise(abort, 'an entry is never changed, only erased'); end;
