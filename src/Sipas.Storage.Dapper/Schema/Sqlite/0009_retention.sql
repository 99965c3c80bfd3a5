-- Sipas.Sdk, SQLite, schema version 9: held submissions are erased when their retention period ends.

alter table set_aside add column erased_at integer;   -- the body is erased, hash and signature remain
