-- Sipas.Sdk, SQLite, schema version 15: ballots with a counter code are a channel, and runs of the quality rules store
-- notices about channels.

insert into collection_channel values (4, 'counter') on conflict do nothing;

-- A notice concerns the ballots of one channel of a unit on some days; it belongs to one run and flags no ballot.
create table quality_notice (
  run_id   integer not null references quality_run,
  unit     text    not null,
  pack     text    not null,
  version  text    not null,
  channel  integer not null references collection_channel,
  from_day integer not null,          -- yyyymmdd
  day      integer not null,          -- yyyymmdd
  code     text    not null,
  value    text    not null,
  allowed  text    not null,
  primary key (run_id, day, unit, pack, version, channel, code)
) strict, without rowid;

create trigger quality_notice_is_not_changed before update on quality_notice begin select raise(abort, 'a notice is never changed'); end;
create trigger quality_notice_is_not_removed before delete on quality_notice begin select raise(abort, 'a notice is never removed'); end;
