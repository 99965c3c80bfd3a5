-- Sipas.Sdk, PostgreSQL, schema version 13: the audit log is a chain of signed records; the number of spent tickets is signed.

set local search_path to sipas;

-- null: written before the log was a chain.
alter table audit
  add column number    bigint,
  add column makes     text,                          -- the contents that the action wrote: one line per row, hash and name
  add column link      text,                          -- SHA-256 of the preceding link and of this record
  add column key_id    text references receipt_key,
  add column signature text;                          -- base64url
create unique index audit_number on audit (number);

-- One row, replaced by each commit that spends tickets.
create table spent_seal (
  seal_id      integer not null primary key check (seal_id = 1),
  count        bigint  not null,
  sum          bytea   not null,     -- over the marks of spent_ticket: docs/proof.md
  audit_number bigint  not null,     -- the end of the audit log at that time
  audit_link   text    not null,
  key_id       text    not null references receipt_key,
  signature    text    not null
);

create trigger spent_seal_is_kept before delete or truncate on spent_seal for each statement execute function refuse_removal();
