-- Sipas.Sdk, PostgreSQL, schema version 15: ballots with a counter code are a channel, and runs of the quality rules store
-- notices about channels.

set local search_path to sipas;

insert into collection_channel values (4, 'counter') on conflict do nothing;

alter table ballot drop constraint ballot_channel_check;
alter table ballot add constraint ballot_channel_check check (channel between 0 and 4);

-- A notice concerns the ballots of one channel of a unit on some days; it belongs to one run and flags no ballot.
create table quality_notice (
  run_id   bigint   not null references quality_run,
  unit     text     not null,
  pack     text     not null,
  version  text     not null,
  channel  smallint not null references collection_channel,
  from_day integer  not null,         -- yyyymmdd
  day      integer  not null,         -- yyyymmdd
  code     text     not null,
  value    text     not null,
  allowed  text     not null,
  primary key (run_id, day, unit, pack, version, channel, code)
);

create trigger quality_notice_is_kept before update or delete or truncate on quality_notice
  for each statement execute function refuse_change();
