-- Sipas.Sdk, SQLite, personal data, schema version 3: persons selected for reinterview, and the agreement of their answers.
-- Counts only, never an answer.

create table reinterview (
  survey_id integer not null primary key references survey,
  share     real    not null,
  seed_text text    not null,
  codes     text    not null,   -- JSON array of C12, D3
  drawn_at  text    not null,
  drawn_by  text    not null
) strict;

create table reinterview_result (
  result_id   integer not null primary key autoincrement,   -- the last one of a unit counts
  survey_id   integer not null references reinterview,
  code        text    not null,
  day         text    not null,
  compared    integer not null check (compared >= 1),
  agreed      integer not null check (agreed between 0 and compared),
  recorded_at text    not null,
  actor       text    not null
) strict;

create trigger reinterview_is_not_changed before update on reinterview begin select raise(abort, 'a draw is never changed'); end;
create trigger reinterview_is_not_removed before delete on reinterview begin select raise(abort, 'a draw is never removed'); end;
create trigger reinterview_result_is_not_changed before update on reinterview_result
  begin select raise(abort, 'a result is never changed'); end;
create trigger reinterview_result_is_not_removed before delete on reinterview_result
  begin select raise(abort, 'a result is never removed'); end;
