-- Sipas.Sdk, PostgreSQL, personal data, schema version 5: audit log of personal data, and persons erased individually.

set local search_path to sipas_people;

-- Written in the same commit as the action. Codes, counts and hashes: never a name, a dossier number or a contact.
create table people_audit (
  record_id bigint      not null generated always as identity primary key,
  at        timestamptz not null,
  action    text        not null,
  detail    text        not null,
  actor     text
);

create trigger people_audit_is_kept before update or delete or truncate on people_audit for each statement execute function refuse_change();

alter table frame add column erased_rows bigint not null default 0;   -- of the rows that were sealed
