-- Sipas.Sdk, PostgreSQL, personal data, schema version 3: persons selected for reinterview, and the agreement of their
-- answers. Counts only, never an answer.

set local search_path to sipas_people;

create table reinterview (
  survey_id bigint           not null primary key references survey,
  share     double precision not null,
  seed_text text             not null,
  codes     text             not null,   -- JSON array of C12, D3
  drawn_at  timestamptz      not null,
  drawn_by  text             not null
);

create table reinterview_result (
  result_id   bigint      not null generated always as identity primary key,   -- the last one of a unit counts
  survey_id   bigint      not null references reinterview,
  code        text        not null,
  day         date        not null,
  compared    bigint      not null check (compared >= 1),
  agreed      bigint      not null check (agreed between 0 and compared),
  recorded_at timestamptz not null,
  actor       text        not null
);

create trigger reinterview_is_kept before update or delete or truncate on reinterview for each statement execute function refuse_change();
create trigger reinterview_result_is_kept before update or delete or truncate on reinterview_result
  for each statement execute function refuse_change();
