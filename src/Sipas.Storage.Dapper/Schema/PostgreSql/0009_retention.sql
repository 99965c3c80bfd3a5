-- Sipas.Sdk, PostgreSQL, schema version 9: packages that are kept apart are erased when their time is over.

set local search_path to sipas;

alter table set_aside add column erased_at timestamptz;   -- the body is gone, hash and signature stay
