-- Sipas.Sdk, SQLite, schema version 5: successors of units that ended.

create table unit_succession (
  succession_id integer not null primary key autoincrement,
  predecessor   text    not null references unit (code),
  successor     text    not null references unit (code),
  kind          text    not null check (kind in ('merged', 'split', 'renamed', 'moved')),
  share         text    not null,   -- a decimal above 0, at most 1; those of one predecessor sum to 1
  unique (predecessor, successor)
) strict;
