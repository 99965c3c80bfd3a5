-- Sipas.Sdk, PostgreSQL, schema version 14: spent tickets and keyed sheets are stored under keys that are not in this database.
-- spent_ticket.token_hash is HMAC-SHA256 of the ticket id. paper_entry.number is the ballot's id, and paper_entry.answers is
-- a sealed block in base64. Marks of earlier versions cannot be converted: a database that has any is rejected (TKT0022).

set local search_path to sipas;

do $$
begin
  if exists (select from spent_ticket) or exists (select from paper_entry) then
    raise exception 'TKT0022: spent tickets or keyed sheets of an earlier version' using errcode = 'object_not_in_prerequisite_state';
  end if;
end $$;
