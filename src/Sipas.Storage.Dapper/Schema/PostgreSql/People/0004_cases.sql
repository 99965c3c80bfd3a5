-- Sipas.Sdk, PostgreSQL, personal data, schema version 4: citizens who requested contact, and the actions of officers. Nothing here identifies a ballot.
-- Only the day of a request is stored.

set local search_path to sipas_people;

create table contact_case (
  case_id          text not null primary key,   -- made at random by the client
  code             text not null unique,        -- 40 bits of the hash of case_id: what citizen and officers call it
  rated_unit       text not null,
  citizen_name     text,
  contact          text,                        -- phone number or e-mail address; null once it is erased
  about            text,
  consent          text not null,               -- the words that were agreed to
  consent_language text not null,
  received_on      integer not null,            -- days in Vietnam as yyyymmdd
  due_on           integer not null,
  owner            text,
  closed_on        integer,
  outcome          text,
  erased_on        integer
);

create index contact_case_open on contact_case (due_on) where closed_on is null;

create table contact_entry (
  case_id text        not null references contact_case,
  number  integer     not null,   -- from 1, without gaps
  at      timestamptz not null,
  actor   text        not null,
  kind    text        not null,
  words   text        not null,   -- empty once they are erased
  primary key (case_id, number)
);

create trigger contact_case_is_not_removed before delete or truncate on contact_case for each statement execute function refuse_change();
create trigger contact_case_is_kept before update of case_id, code, rated_unit, consent, consent_language, received_on, due_on on contact_case for each statement execute function refuse_change();
create trigger contact_case_is_only_erased before update of citizen_name, contact, about on contact_case
  for each row when (coalesce(new.citizen_name, new.contact, new.about) is not null) execute function refuse_change();
create trigger contact_entry_is_not_removed before delete or truncate on contact_entry for each statement execute function refuse_change();
create trigger contact_entry_is_kept before update of case_id, number, at, actor, kind on contact_entry for each statement execute function refuse_change();
create trigger contact_entry_is_only_erased before update of words on contact_entry for each row when (new.words <> '') execute function refuse_change();
