-- Sipas.Sdk, PostgreSQL, personal data, schema version 2: issued tickets.

set local search_path to sipas_people;

-- Contains neither the dossier's number nor the token: the id is a keyed hash of the number. Spent tickets are not recorded here.
create table ticket (
  ticket_id         bytea   not null primary key,
  survey_pack       text    not null,
  survey_version    text    not null,
  rated_unit        text    not null,
  handled_procedure text,
  selection         bigint  not null,   -- 1 listed, 2 self-selected
  ends_at           bigint  not null,   -- seconds since 1970-01-01 UTC, always a midnight in Vietnam
  issued_on         bigint  not null    -- the day in Vietnam as yyyymmdd, and no time
);
