-- Sipas.Sdk, PostgreSQL, schema version 16: corrections that await approval by a second account, and whether a sheet was
-- keyed by an account.

set local search_path to sipas;

create table correction_request (
  correction_id text        not null primary key,   -- random
  file_name     text        not null,
  file          bytea,                              -- null once it is decided
  digest        text        not null,
  reading       text        not null,               -- JSON
  pack          text        not null,
  version       text        not null,
  corrections   bigint      not null,
  reason        text        not null,
  entered_by    text        not null,
  entered_at    timestamptz not null,
  decision      integer     check (decision in (1, 2)),   -- confirmed, rejected
  decided_by    text,
  decided_at    timestamptz
);

create trigger correction_request_is_decided_once before update on correction_request
  for each row when (old.decision is not null) execute function refuse_change();
create trigger correction_request_is_not_removed before delete or truncate on correction_request
  for each statement execute function refuse_change();

-- false: the name was typed.
alter table paper_entry add column by_account boolean not null default false;
