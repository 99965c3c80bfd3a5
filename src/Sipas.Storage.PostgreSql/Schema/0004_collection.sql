-- Sipas.Sdk, PostgreSQL, schema version 4: devices, held submissions, spent tickets, and how each ballot was collected.

set local search_path to sipas;

create table collection_channel (channel smallint not null primary key, word text not null unique);
insert into collection_channel values (0, 'open'), (1, 'device'), (2, 'ticket'), (3, 'officer');

-- Server metadata of a ballot, in addition to its content.
drop trigger ballot_is_kept on ballot;
alter table ballot
  add column counted_on integer not null default 0,                   -- the day for which it counts in Vietnam, as yyyymmdd
  add column clock_skew bigint,                                       -- milliseconds by which the sending device's clock
                                                                      -- ran ahead of the server's
  add column sent_by    text,                                         -- the enrolled device that sent it
  add column channel    smallint check (channel between 0 and 3);     -- collection_channel; open is unverified; null:
                                                                      -- stored before this was recorded
update ballot set counted_on = cast(to_char(least(completed_at, received_at) at time zone interval '7 hours', 'YYYYMMDD') as integer);
create trigger ballot_is_kept before update or delete or truncate on ballot for each statement execute function refuse_change();

create table device (
  device_id     integer     not null generated always as identity primary key,
  code          text        not null unique,
  unit_code     text        not null references unit (code),
  label         text,
  added_at      timestamptz not null,
  enrolled_at   timestamptz,
  revoked_at    timestamptz,
  secret_hash   bytea,                       -- SHA-256 of the secret, which is not stored
  code_hash     bytea       unique,          -- SHA-256 of the enrolment code that waits
  code_ends_at  timestamptz,
  seen_at       timestamptz,
  queue_length  bigint,
  page_version  text,
  clock_skew    bigint
);

create table device_phase (
  device_id integer     not null references device,
  since     timestamptz not null,
  phase     text        not null check (phase in ('trial', 'official')),
  primary key (device_id, since)
);

-- Held submissions, which are never counted: unreadable ones, and ballots of devices in trial mode.
create table set_aside (
  number       bigint      not null generated always as identity primary key,
  kind         smallint    not null check (kind in (1, 2)),   -- 1 quarantine, 2 trial
  ballot_id    uuid        not null,
  device_code  text,
  received_at  timestamptz not null,
  content_hash bytea       not null,
  byte_count   bigint      not null,
  body         bytea       not null,             -- empty once it was released
  key_id       text        not null references receipt_key,
  signature    bytea       not null,
  released_at  timestamptz,
  unique (kind, ballot_id, content_hash)
);

-- Tickets that were used. The table has no time and no number: no column joins a ticket to the ballot with which it was spent.
create table spent_ticket (token_hash bytea not null primary key);

create function refuse_removal() returns trigger language plpgsql as
$$ begin raise exception 'a row of % is never removed', tg_table_name using errcode = 'restrict_violation'; end $$;

create trigger spent_ticket_is_kept before update or delete or truncate on spent_ticket for each statement execute function refuse_change();
create trigger set_aside_is_kept before delete or truncate on set_aside for each statement execute function refuse_removal();
create trigger device_is_kept before delete or truncate on device for each statement execute function refuse_removal();

drop view late_ballot_readable;
drop view ballot_readable;

create view ballot_readable as
select b.sequence, b.ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.device_code, b.language, b.started_at, b.completed_at, b.received_at,
       b.counted_on, b.clock_skew, b.sent_by, c.word as channel,
       b.answers, b.position, encode(b.content_hash, 'hex') as content_hash
from ballot b
join questionnaire q using (questionnaire_id)
join unit u using (unit_id)
join collection_mode m using (mode)
join selection_basis s using (basis)
left join collection_channel c using (channel);

create view late_ballot_readable as
select c.name as survey, b.* from late_ballot l join survey_closing c using (closing_id) join ballot_readable b using (sequence);
