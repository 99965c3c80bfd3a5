-- Sipas.Sdk, PostgreSQL, personal data, schema version 6: numbers of issued tickets, for the audit log of personal data.

set local search_path to sipas_people;

-- One row per day, unit and account, in the commit that issued the ticket. No time, no dossier number, nothing about the ticket.
create table ticket_day (
  issued_on  bigint not null,           -- the day in Vietnam as yyyymmdd
  rated_unit text   not null,
  actor      text   not null,           -- the issuing account; empty if unknown
  tickets    bigint not null check (tickets > 0),
  primary key (issued_on, rated_unit, actor)
);

create function refuse_other_counts() returns trigger language plpgsql as
$$ begin
  if new.issued_on = old.issued_on and new.rated_unit = old.rated_unit and new.actor = old.actor and new.tickets = old.tickets + 1 then
    return new;
  end if;
  raise exception 'a count of tickets only grows, one by one' using errcode = 'restrict_violation';
end $$;

create trigger ticket_day_only_grows before update on ticket_day for each row execute function refuse_other_counts();
create trigger ticket_day_is_kept before delete or truncate on ticket_day for each statement execute function refuse_change();
