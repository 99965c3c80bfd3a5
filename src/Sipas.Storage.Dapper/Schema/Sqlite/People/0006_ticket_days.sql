-- Sipas.Sdk, SQLite, personal data, schema version 6: numbers of issued tickets, for the audit log of personal data.

-- One row per day, unit and account, in the commit that issued the ticket. No time, no dossier number, nothing about the ticket.
create table ticket_day (
  issued_on  integer not null,           -- the day in Vietnam as yyyymmdd
  rated_unit text    not null,
  actor      text    not null,           -- the issuing account; empty if unknown
  tickets    integer not null check (tickets > 0),
  primary key (issued_on, rated_unit, actor)
) strict, without rowid;

create trigger ticket_day_only_grows before update on ticket_day
  when new.issued_on <> old.issued_on or new.rated_unit <> old.rated_unit or new.actor <> old.actor or new.tickets <> old.tickets + 1
  begin select raise(abort, 'a count of tickets only grows, one by one'); end;
create trigger ticket_day_is_not_removed before delete on ticket_day begin select raise(abort, 'a count of tickets is never removed'); end;
