-- Sipas.Sdk, SQLite, schema version 12: ballots of the sample list are named sampled. Codes and ballots are unchanged.

update selection_basis set word = 'sampled' where basis = 1;
