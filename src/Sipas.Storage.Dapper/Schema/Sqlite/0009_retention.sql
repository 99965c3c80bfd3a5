-- Sipas.Sdk, SQLite, schema version 9: packages that are kept apart are erased when their time is over.

alter table set_aside add column erased_at integer;   -- the body is gone, hash and signature stay
