-- Sipas.Sdk, PostgreSQL, personal data, schema version 8: numbers of rejected requests, for the audit log of personal data.

set local search_path to sipas_people;

-- One row per hour, code and endpoint; for tickets one row per day. No sender address, no token, no ballot id.
create table refusal_count (
  period_from bigint not null,             -- beginning of the period, seconds since 1970-01-01 UTC
  code     text   not null,
  place    text   not null,
  refusals bigint not null check (refusals > 0),
  primary key (period_from, code, place)
);

create function refuse_smaller_counts() returns trigger language plpgsql as
$$ begin
  if new.period_from = old.period_from and new.code = old.code and new.place = old.place and new.refusals > old.refusals then
    return new;
  end if;
  raise exception 'a count of refusals only grows' using errcode = 'restrict_violation';
end $$;

create trigger refusal_count_only_grows before update on refusal_count for each row execute function refuse_smaller_counts();
create trigger refusal_count_is_kept before delete or truncate on refusal_count for each statement execute function refuse_change();
