-- Sipas.Sdk, PostgreSQL 15 or later: ballots distributed over several servers by unit, with postgres_fdw only. See docs/scale.md.
-- Run by the owner of the schema, after "sipas schema apply" and before the first ballot. First, for every server on which
-- server.sql was run:
--   create extension if not exists postgres_fdw;
--   create server one foreign data wrapper postgres_fdw
--     options (host '…', port '5432', dbname '…', async_capable 'true', fetch_size '10000', batch_size '256', use_remote_estimate 'true');
--   create user mapping for current_user server one options (user '…', password '…');
-- then, with the servers' names:
--   select sipas.spread_ballots(array['one', 'two', 'three']);
-- and the script of roles again.

create or replace function sipas.spread_ballots(servers text[]) returns void language plpgsql set search_path = pg_catalog as
$$
declare
  view_names text[];
  view_texts text[];
begin
  if exists (select from sipas.ballot) then
    raise exception 'ballots are there already: spread an empty store and bring them in from an export';
  end if;

  -- Views depend on the table: they are created again on the distributed one.
  select array_agg(c.relname::text order by c.oid), array_agg(pg_get_viewdef(c.oid) order by c.oid) into view_names, view_texts
  from pg_class c where c.relnamespace = 'sipas'::regnamespace and c.relkind = 'v';

  create table sipas.spread (like sipas.ballot including defaults including constraints) partition by hash (unit_id);
  drop table sipas.ballot cascade;
  alter table sipas.spread rename to ballot;
  for i in 1 .. cardinality(servers) loop
    execute format('create foreign table sipas.ballot_%s partition of sipas.ballot for values with (modulus %s, remainder %s) '
      || 'server %I options (schema_name ''sipas'', table_name ''ballot'')',
      i, cardinality(servers), i - 1, servers[i]);
  end loop;

  create trigger ballot_is_kept before update or delete or truncate on sipas.ballot
    for each statement execute function sipas.refuse_change();
  for i in 1 .. cardinality(view_names) loop
    execute format('create view sipas.%I as %s', view_names[i], view_texts[i]);
  end loop;

  -- Aggregates that group by unit then run on the servers, which send only the results.
  execute format('alter database %I set enable_partitionwise_aggregate = on', current_database());
  execute format('alter database %I set enable_partitionwise_join = on', current_database());
end
$$;
