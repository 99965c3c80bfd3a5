-- Sipas.Sdk, SQLite, schema version 13: the audit log is a chain of signed records; the number of spent tickets is signed.

-- null: written before the log was a chain.
alter table audit add column number    integer;
alter table audit add column makes     text;                        -- the contents that the action wrote: one line per row, hash and name
alter table audit add column link      text;                        -- SHA-256 of the preceding link and of this record
alter table audit add column key_id    text references receipt_key;
alter table audit add column signature text;                        -- base64url
create unique index audit_number on audit (number);

-- One row, replaced by each commit that spends tickets.
create table spent_seal (
  seal_id      integer not null primary key check (seal_id = 1),
  count        integer not null,
  sum          blob    not null,     -- over the marks of spent_ticket: docs/proof.md
  audit_number integer not null,     -- the end of the audit log at that time
  audit_link   text    not null,
  key_id       text    not null references receipt_key,
  signature    text    not null
) strict;

create trigger spent_seal_is_not_removed before delete on spent_seal
  begin select raise(abort, 'the number of spent tickets is never removed'); end;
