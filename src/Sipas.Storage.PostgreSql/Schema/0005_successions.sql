-- Sipas.Sdk, PostgreSQL, schema version 5: successors of units that ended.

set local search_path to sipas;

create table unit_succession (
  succession_id integer not null generated always as identity primary key,
  predecessor   text    not null references unit (code),
  successor     text    not null references unit (code),
  kind          text    not null check (kind in ('merged', 'split', 'renamed', 'moved')),
  share         numeric not null check (share > 0 and share <= 1),   -- those of one predecessor sum to 1
  unique (predecessor, successor)
);
