-- Sipas.Sdk, PostgreSQL, schema version 6: survey designs of sampled ballots, without personal data.

set local search_path to sipas;

create table survey_design (
  survey text not null primary key,
  pack   text not null,
  design text not null                      -- JSON: docs/survey-design-json.md
);
