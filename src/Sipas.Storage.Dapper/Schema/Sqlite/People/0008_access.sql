-- Sipas.Sdk, SQLite, people, schema version 8: how often requests were refused, which the audit log of people tells.

-- A row an hour, code and place; of tickets a row a day. No address of a sender, no token, no id of a ballot.
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
create trigger refusal_count_is_not_removed before delete on refusal_count begin select raise(abort, 'a count of refusals is never removed'); end;
