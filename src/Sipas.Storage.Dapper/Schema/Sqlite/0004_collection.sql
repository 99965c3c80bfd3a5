-- Sipas.Sdk, SQLite, schema version 4: devices, held submissions, spent tickets, and how each ballot was collected.

create table collection_channel (channel integer not null primary key, word text not null unique) strict;
insert into collection_channel values (0, 'open'), (1, 'device'), (2, 'ticket'), (3, 'officer');

-- Server metadata of a ballot, in addition to its content.
drop trigger ballot_is_not_changed;
alter table ballot add column counted_on integer not null default 0;               -- the day for which it counts in Vietnam, as yyyymmdd
alter table ballot add column clock_skew integer;                                  -- milliseconds by which the sending device's clock
                                                                                   -- ran ahead of the server's
alter table ballot add column sent_by    text;                                     -- the enrolled device that sent it
alter table ballot add column channel    integer references collection_channel;    -- the channel; open is unverified; null: stored
                                                                                   -- before this was recorded
update ballot set counted_on = cast(strftime('%Y%m%d', min(completed_at, received_at) / 1000 + 25200, 'unixepoch') as integer);
create trigger ballot_is_not_changed before update on ballot begin select raise(abort, 'a ballot is never changed'); end;

create table device (
  device_id     integer not null primary key,
  code          text    not null unique,
  unit_code     text    not null references unit (code),
  label         text,
  added_at      integer not null,            -- times of devices: milliseconds since 1970-01-01 UTC
  enrolled_at   integer,
  revoked_at    integer,
  secret_hash   blob,                        -- SHA-256 of the secret, which is not stored
  code_hash     blob    unique,              -- SHA-256 of the enrolment code that waits
  code_ends_at  integer,
  seen_at       integer,
  queue_length  integer,
  page_version  text,
  clock_skew    integer
) strict;

create table device_phase (
  device_id integer not null references device,
  since     integer not null,
  phase     text    not null check (phase in ('trial', 'official')),
  primary key (device_id, since)
) strict, without rowid;

-- Held submissions, which are never counted: unreadable ones, and ballots of devices in trial mode.
create table set_aside (
  number       integer not null primary key autoincrement,
  kind         integer not null check (kind in (1, 2)),   -- 1 quarantine, 2 trial
  ballot_id    blob    not null,
  device_code  text,
  received_at  integer not null,
  content_hash blob    not null,
  byte_count   integer not null,
  body         blob    not null,               -- empty once it was released
  key_id       text    not null references receipt_key,
  signature    blob    not null,
  released_at  integer,
  unique (kind, ballot_id, content_hash)
) strict;

-- Tickets that were used, in the order of their hashes and without a time: nothing joins a ticket to the ballot with which it was spent.
create table spent_ticket (token_hash blob not null primary key) strict, without rowid;

create trigger spent_ticket_is_not_changed before update on spent_ticket begin select raise(abort, 'a spent ticket is never changed'); end;
create trigger spent_ticket_is_not_removed before delete on spent_ticket begin select raise(abort, 'a spent ticket is never removed'); end;
create trigger set_aside_is_not_removed before delete on set_aside begin select raise(abort, 'a package is never removed'); end;
create trigger device_is_not_removed before delete on device begin select raise(abort, 'a device is never removed'); end;

drop view late_ballot_readable;
drop view ballot_readable;

create view ballot_readable as
select b.sequence, lower(hex(b.ballot_id)) as ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.device_code, b.language,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.started_at / 1000.0, 'unixepoch') as started_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.completed_at / 1000.0, 'unixepoch') as completed_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', b.received_at / 1000.0, 'unixepoch') as received_at,
       b.counted_on, b.clock_skew, b.sent_by, c.word as channel,
       b.answers, b.position, lower(hex(b.content_hash)) as content_hash
from ballot b
join questionnaire q using (questionnaire_id)
join unit u using (unit_id)
join collection_mode m using (mode)
join selection_basis s using (basis)
left join collection_channel c using (channel);

create view late_ballot_readable as
select c.name as survey, b.* from late_ballot l join survey_closing c using (closing_id) join ballot_readable b using (sequence);
