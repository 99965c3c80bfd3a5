-- Sipas.Sdk, SQLite, schema version 10: ballots that replace others; a replaced ballot remains in the log and is no longer counted.

create table ballot_correction (
  sequence    integer not null primary key references ballot,
  replaced    integer not null unique references ballot,
  replaced_id blob    not null,   -- id of the replaced ballot, part of this ballot's canonical bytes
  original    integer not null references ballot,   -- the first version of the ballot
  reason      text    not null,
  brought_by  text    not null,
  reviewed_by text    not null
) strict;

create trigger ballot_correction_is_not_changed before update on ballot_correction
  begin select raise(abort, 'a correction is never changed'); end;
create trigger ballot_correction_is_not_removed before delete on ballot_correction
  begin select raise(abort, 'a correction is never removed'); end;
