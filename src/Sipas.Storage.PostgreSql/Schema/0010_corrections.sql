-- Sipas.Sdk, PostgreSQL, schema version 10: ballots that replace others; a replaced ballot remains in the log and is no longer counted.

set local search_path to sipas;

create table ballot_correction (
  sequence    bigint not null primary key references ballot,
  replaced    bigint not null unique references ballot,
  replaced_id uuid   not null,   -- id of the replaced ballot, part of this ballot's canonical bytes
  original    bigint not null references ballot,   -- the first version of the ballot
  reason      text   not null,
  brought_by  text   not null,
  reviewed_by text   not null
);

create trigger ballot_correction_is_kept before update or delete or truncate on ballot_correction
  for each statement execute function refuse_change();
