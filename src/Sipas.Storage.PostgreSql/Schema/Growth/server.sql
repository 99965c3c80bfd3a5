-- Sipas.Sdk, PostgreSQL 15 or later: run on each server that stores the ballots of some units, after "sipas schema apply"
-- there. See docs/scale.md.
-- Units and questionnaires are stored on the coordinator, so a ballot cannot reference them here.

do $$
declare
  key_name text;
begin
  for key_name in select conname from pg_constraint where conrelid = 'sipas.ballot'::regclass and contype = 'f' loop
    execute format('alter table sipas.ballot drop constraint %I', key_name);
  end loop;
end
$$;
