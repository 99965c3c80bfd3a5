-- Sipas.Sdk, PostgreSQL 15 or later: run on each of several servers that keep the ballots of some units each, after "sipas schema apply" there. See docs/scale.md.
-- Units and questionnaires are kept by the coordinator, so that a ballot cannot refer to them here.

do $$
declare
  key_name text;
begin
  for key_name in select conname from pg_constraint where conrelid = 'sipas.ballot'::regclass and contype = 'f' loop
    execute format('alter table sipas.ballot drop constraint %I', key_name);
  end loop;
end
$$;
