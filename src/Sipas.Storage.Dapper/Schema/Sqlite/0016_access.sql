-- Sipas.Sdk, SQLite, schema version 16: corrections that await approval by a second account, and whether a sheet was keyed by an account.

create table correction_request (
  correction_id text    not null primary key,   -- random
  file_name     text    not null,
  file          blob,                           -- null once it is decided
  digest        text    not null,
  reading       text    not null,               -- JSON
  pack          text    not null,
  version       text    not null,
  corrections   integer not null,
  reason        text    not null,
  entered_by    text    not null,
  entered_at    text    not null,
  decision      integer check (decision in (1, 2)),   -- confirmed, rejected
  decided_by    text,
  decided_at    text
) strict;

create trigger correction_request_is_decided_once before update on correction_request
  when old.decision is not null
  begin select raise(abort, 'a correction is decided once'); end;
create trigger correction_request_is_not_removed before delete on correction_request
  begin select raise(abort, 'a correction is never removed'); end;

-- 0: the name was typed.
alter table paper_entry add column by_account integer not null default 0 check (by_account in (0, 1));
