-- Sipas.Sdk, SQLite, schema version 6: how listed ballots were drawn, without a person.

create table survey_design (
  survey text not null primary key,
  pack   text not null,
  design text not null                      -- JSON: docs/survey-design-json.md
) strict;
