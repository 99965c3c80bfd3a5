-- Sipas.Sdk, PostgreSQL, schema version 9: held submissions are erased when their retention period ends.

set local search_path to sipas;

alter table set_aside add column erased_at timestamptz;   -- the body is erased, hash and signature remain
