-- Sipas.Sdk, PostgreSQL, schema version 8: method packs as they were used, so that old ballots can be read and scored.

set local search_path to sipas;

create table method_pack (
  pack_number  integer     not null generated always as identity primary key,
  pack         text        not null,
  version      text        not null,
  content_hash text        not null,   -- SHA-256 of the UTF-8 bytes of content, in lower-case hexadecimal digits
  kept_at      timestamptz not null,
  content      text        not null,   -- JSON
  unique (pack, version)
);

create trigger method_pack_is_kept before update or delete or truncate on method_pack for each statement execute function refuse_change();

-- The method under which a survey was closed; null when it was not stated.
alter table survey_closing add column pack_version text, add column pack_hash text;
