-- Sipas.Sdk, PostgreSQL, schema version 12: ballots of the sample list are named sampled. Codes and ballots are unchanged.

set local search_path to sipas;

update selection_basis set word = 'sampled' where basis = 1;
