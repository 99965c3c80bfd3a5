-- Sipas.Sdk, PostgreSQL, people, schema version 8: how often requests were refused, which the audit log of people tells.

set local search_path to sipas_people;

-- A row an hour, code and place; of tickets a row a day. No address of a sender, no token, no id of a ballot.
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
