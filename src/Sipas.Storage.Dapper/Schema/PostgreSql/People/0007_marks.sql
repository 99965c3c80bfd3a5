-- Sipas.Sdk, PostgreSQL, personal data, schema version 7: without the keys, no row of this schema can be joined to a ballot.
-- Rows of earlier versions are in tables …_plain, which are dropped here if they have none. Otherwise "sipas schema apply --people" seals the rows and drops them.

set local search_path to sipas_people;

alter table ticket rename to ticket_plain;
alter table field_event rename to field_event_plain;
drop index contact_case_open;
alter table contact_entry rename to contact_entry_plain;
alter table contact_case rename to contact_case_plain;

do $$
begin
  if not exists (select from ticket_plain) and not exists (select from field_event_plain) and not exists (select from contact_case_plain) then
    drop table ticket_plain, field_event_plain, contact_entry_plain, contact_case_plain;
  end if;
end $$;

-- Identifies the keys that seal the rows, without revealing them.
create table people_key (
  slot     integer not null primary key check (slot = 1),
  key_mark bytea   not null
);

create table ticket (
  issue_mark bytea   not null primary key,   -- HMAC of the ticket id; nothing in the schema of ballots equals it
  rated_unit text    not null,
  issued_on  integer not null,               -- days in Vietnam as yyyymmdd
  ends_on    integer not null,               -- the day at whose beginning it has ended
  sealed     bytea   not null                -- pack, version, procedure, basis, end; always of one length
);

create table field_event (
  event_mark  bytea   not null primary key,  -- HMAC of survey and number
  survey_id   bigint  not null references survey,
  recorded_on integer not null,              -- a day in Vietnam as yyyymmdd
  sealed      bytea   not null               -- number, actor and all that happened
);

create table contact_case (
  case_id          text    not null primary key,   -- made at random by the client
  code             text    not null unique,        -- 40 bits of the hash of case_id: what citizen and officers call it
  rated_unit       text    not null,
  sealed           bytea,                          -- name, contact and words; null once they are erased
  consent          text    not null,               -- the words that were agreed to
  consent_language text    not null,
  received_on      integer not null,               -- days in Vietnam as yyyymmdd
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
  sealed  bytea,                  -- the words; null once they are erased
  primary key (case_id, number)
);

create trigger people_key_is_kept before delete or truncate on people_key for each statement execute function refuse_change();
create trigger field_event_is_kept before update or delete or truncate on field_event for each statement execute function refuse_change();
create trigger contact_case_is_not_removed before delete or truncate on contact_case for each statement execute function refuse_change();
create trigger contact_case_is_kept before update of case_id, code, rated_unit, consent, consent_language, received_on, due_on on contact_case for each statement execute function refuse_change();
create trigger contact_case_is_only_erased before update of sealed on contact_case for each row when (new.sealed is not null) execute function refuse_change();
create trigger contact_entry_is_not_removed before delete or truncate on contact_entry for each statement execute function refuse_change();
create trigger contact_entry_is_kept before update of case_id, number, at, actor, kind on contact_entry for each statement execute function refuse_change();
create trigger contact_entry_is_only_erased before update of sealed on contact_entry for each row when (new.sealed is not null) execute function refuse_change();
