-- Sipas.Sdk, SQLite, schema version 12: ballots of the sample are called so. Codes and ballots stay as they are.

update selection_basis set word = 'sampled' where basis = 1;
