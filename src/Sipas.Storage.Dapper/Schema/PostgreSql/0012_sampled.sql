-- Sipas.Sdk, PostgreSQL, schema version 12: ballots of the sample are called so. Codes and ballots stay as they are.

set local search_path to sipas;

update selection_basis set word = 'sampled' where basis = 1;
