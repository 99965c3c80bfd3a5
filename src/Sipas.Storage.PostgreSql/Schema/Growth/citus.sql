-- Sipas.Sdk, PostgreSQL 15 or later with the extension Citus: ballots distributed by unit. See docs/scale.md.
-- Run by the owner of the schema on the coordinator, after "sipas schema apply" and before the first ballot, with the workers
-- added (citus_add_node).
-- A distributed table's unique keys must contain the distribution column: a ballot's number and id remain unique
-- because one writer at a time, under its lock, searches for them on all shards before it appends.

create extension if not exists citus;
set search_path to sipas, public;

alter table late_ballot drop constraint late_ballot_sequence_fkey;
alter table ballot_correction drop constraint ballot_correction_sequence_fkey,
  drop constraint ballot_correction_replaced_fkey, drop constraint ballot_correction_original_fkey;
alter table ballot_value drop constraint ballot_value_sequence_fkey;
alter table ballot drop constraint ballot_pkey, drop constraint ballot_ballot_id_key, add primary key (unit_id, sequence);
create index ballot_sequence on ballot (sequence);
create index ballot_by_id on ballot (ballot_id);

select create_reference_table('unit');
select create_reference_table('questionnaire');
select create_reference_table('questionnaire_item');
select create_distributed_table('ballot', 'unit_id');
