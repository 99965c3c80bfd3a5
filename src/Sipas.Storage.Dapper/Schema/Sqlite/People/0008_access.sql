-- Sipas.Sdk, SQLite, personal data, schema version 8: numbers of rejected requests, for the audit log of personal data.

-- One row per hour, code and endpoint; for tickets one row per day. No sender address, no token, no ballot id.
create table refusal_count (
  period_from integer not null,             -- beginning of the period, seconds since 1970-01-01 UTC
  code     text    not null,
  place    text    not null,
  refusals integer not null check (refusals > 0),
  primary key (period_from, code, place)
) strict, without rowid;

create trigger refusal_count_only_grows before update on refusal_count
  when new.period_from <> old.period_from or new.code <> old.code or new.place <> old.place or new.refusals <= old.refusals
  begin select raise(abort, 'a count of refusals only grows'); end;
create trigger refusal_count_is_not_removed before delete on refusal_count
  begin select raise(abort, 'a count of refusals is never removed'); end;
