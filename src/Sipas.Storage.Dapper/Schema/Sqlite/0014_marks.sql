-- Sipas.Sdk, SQLite, schema version 14: spent tickets and keyed sheets are stored under keys that are not in this file.
-- spent_ticket.token_hash is HMAC-SHA256 of the ticket id. paper_entry.number is the ballot's id, and paper_entry.answers is
-- a sealed block in base64. Marks of earlier versions cannot be converted: a file that has any is rejected (TKT0022).

create table marks_of_earlier_versions (rows integer not null check (rows = 0)) strict;
insert into marks_of_earlier_versions select (select count(*) from spent_ticket) + (select count(*) from paper_entry);
drop table marks_of_earlier_versions;
