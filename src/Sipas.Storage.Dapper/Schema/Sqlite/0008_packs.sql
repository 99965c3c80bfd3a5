-- Sipas.Sdk, SQLite, schema version 8: method packs as they were used, so that old ballots can be read and scored.

create table method_pack (
  pack_number  integer not null primary key,
  pack         text    not null,
  version      text    not null,
  content_hash text    not null,   -- SHA-256 of the UTF-8 bytes of content, in lower-case hexadecimal digits
  kept_at      text    not null,
  content      text    not null,   -- JSON
  unique (pack, version)
) strict;

create trigger method_pack_is_not_changed before update on method_pack begin select raise(abort, 'a pack is never changed'); end;
create trigger method_pack_is_not_removed before delete on method_pack begin select raise(abort, 'a pack is never removed'); end;

-- The method under which a survey was closed; null when it was not stated.
alter table survey_closing add column pack_version text;
alter table survey_closing add column pack_hash    text;
