-- Sipas.Sdk, SQLite, personal data, schema version 5: audit log of personal data, and persons erased individually.

-- Written in the same commit as the action. Codes, counts and hashes: never a name, a dossier number or a contact.
create table people_audit (
  record_id integer not null primary key autoincrement,
  at        text    not null,
  action    text    not null,
  detail    text    not null,
  actor     text
) strict;

create trigger people_audit_is_not_changed before update on people_audit begin select raise(abort, 'an audit record is never changed'); end;
create trigger people_audit_is_not_removed before delete on people_audit begin select raise(abort, 'an audit record is never removed'); end;

alter table frame add column erased_rows integer not null default 0;   -- of the rows that were sealed
