-- MariaDB 10.11, schema version 1: the tables of the SQLite scripts. It can be applied again after it was interrupted.
-- Texts are compared by code point. Times are milliseconds since 1970-01-01 UTC, or texts in ISO 8601; days are texts, yyyy-MM-dd.

create table if not exists notice (
  notice_id int not null primary key check (notice_id = 1),
  vi text not null, en text not null
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists unit (
  unit_id bigint not null auto_increment primary key,
  code varchar(100) not null unique,
  name_vi text not null, name_en text not null, search_key text not null, block varchar(100) not null,
  parent_code varchar(100), valid_from varchar(10), valid_to varchar(10)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists questionnaire (
  questionnaire_id bigint not null auto_increment primary key,
  pack varchar(100) not null, version varchar(100) not null, layout longtext not null,
  unique (pack, version)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists questionnaire_item (
  questionnaire_id bigint not null references questionnaire (questionnaire_id),
  number int not null, code varchar(100) not null,
  primary key (questionnaire_id, number)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists questionnaire_question (
  questionnaire_id bigint not null references questionnaire (questionnaire_id),
  number int not null, code varchar(100) not null,
  kind varchar(20) not null check (kind in ('number', 'shortText', 'longText', 'date')),
  primary key (questionnaire_id, number)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists collection_mode (mode int not null primary key, word varchar(20) not null unique) engine = innodb;
insert ignore into collection_mode values (1, 'kiosk'), (2, 'web'), (3, 'paper'), (4, 'interview'), (5, 'phone'), (6, 'post');

create table if not exists selection_basis (basis int not null primary key, word varchar(20) not null unique) engine = innodb;
insert ignore into selection_basis values (1, 'sampled'), (2, 'selfSelected');

create table if not exists collection_channel (channel int not null primary key, word varchar(20) not null unique) engine = innodb;
insert ignore into collection_channel values (0, 'open'), (1, 'device'), (2, 'ticket'), (3, 'officer'), (4, 'counter');

create table if not exists receipt_key (
  key_id varchar(100) not null primary key,
  public_key blob not null, created_at varchar(40) not null,
  vouched_by varchar(100) references receipt_key (key_id), vouch blob
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

-- The ballots: append-only.
create table if not exists ballot (
  sequence bigint not null primary key,
  ballot_id binary(16) not null unique,
  questionnaire_id bigint not null references questionnaire (questionnaire_id),
  unit_id bigint not null references unit (unit_id),
  procedure_code varchar(100),
  mode int not null references collection_mode (mode),
  basis int not null references selection_basis (basis),
  device_code varchar(100), language varchar(20) not null,
  started_at bigint not null, started_offset int not null,
  completed_at bigint not null, completed_offset int not null,
  received_at bigint not null,
  answers varchar(2000) not null,
  content_hash binary(32) not null,
  position bigint not null, chain_hash binary(32) not null,
  counted_on int not null, clock_skew bigint, sent_by varchar(100),
  channel int references collection_channel (channel),
  unique (unit_id, position)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists receipt_seal (
  first_sequence bigint not null primary key,
  leaves longblob not null,
  key_id varchar(100) not null references receipt_key (key_id),
  signature blob not null
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ballot_conflict (
  conflict_id bigint not null auto_increment primary key,
  ballot_id binary(16) not null, content_hash binary(32) not null, received_at bigint not null
) engine = innodb;

create table if not exists survey_closing (
  closing_id bigint not null auto_increment primary key,
  name varchar(200) not null unique,
  pack varchar(100) not null, version varchar(100),
  basis int references selection_basis (basis),
  from_day varchar(10), to_day varchar(10),
  last_sequence bigint not null, ballots bigint not null,
  root binary(32) not null, closed_at varchar(40) not null,
  pack_version varchar(100), pack_hash varchar(64)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists late_ballot (
  sequence bigint not null primary key references ballot (sequence),
  closing_id bigint not null references survey_closing (closing_id)
) engine = innodb;

create table if not exists ballot_correction (
  sequence bigint not null primary key references ballot (sequence),
  replaced bigint not null unique references ballot (sequence),
  replaced_id binary(16) not null,
  original bigint not null references ballot (sequence),
  reason text not null, brought_by text not null, reviewed_by text not null
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists value_secret (
  secret_id int not null primary key check (secret_id = 1),
  secret blob not null, created_at varchar(40) not null
) engine = innodb;

create table if not exists ballot_value (
  sequence bigint not null references ballot (sequence),
  number int not null,
  commitment binary(32) not null, salt blob, value longtext,
  primary key (sequence, number),
  check ((salt is null) = (value is null))
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists audit (
  audit_id bigint not null auto_increment primary key,
  at varchar(40) not null, action varchar(100) not null, detail longtext not null, actor text,
  number bigint unique, makes longtext, link varchar(64),
  key_id varchar(100) references receipt_key (key_id), signature varchar(200)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists device (
  device_id bigint not null auto_increment primary key,
  code varchar(100) not null unique,
  unit_code varchar(100) not null references unit (code),
  label text, added_at bigint not null, enrolled_at bigint, revoked_at bigint,
  secret_hash binary(32), code_hash binary(32) unique, code_ends_at bigint,
  seen_at bigint, queue_length bigint, page_version text, clock_skew bigint
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists device_phase (
  device_id bigint not null references device (device_id),
  since bigint not null,
  phase varchar(20) not null check (phase in ('trial', 'official')),
  primary key (device_id, since)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists held_submission (
  number bigint not null auto_increment primary key,
  kind int not null check (kind in (1, 2)),
  ballot_id binary(16) not null, device_code varchar(100),
  received_at bigint not null, content_hash binary(32) not null, byte_count bigint not null, body longblob not null,
  key_id varchar(100) not null references receipt_key (key_id),
  signature blob not null, released_at bigint, erased_at bigint,
  unique (kind, ballot_id, content_hash)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

-- Rows are stored by hash: nothing joins a ticket to the ballot with which it was spent.
create table if not exists spent_ticket (token_hash binary(32) not null primary key) engine = innodb;

create table if not exists spent_seal (
  seal_id int not null primary key check (seal_id = 1),
  count bigint not null, sum blob not null, audit_number bigint not null, audit_link varchar(64) not null,
  key_id varchar(100) not null references receipt_key (key_id),
  signature varchar(200) not null
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists unit_succession (
  succession_id bigint not null auto_increment primary key,
  predecessor varchar(100) not null references unit (code),
  successor varchar(100) not null references unit (code),
  kind varchar(20) not null check (kind in ('merged', 'split', 'renamed', 'moved')),
  share varchar(40) not null,
  unique (predecessor, successor)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists survey_design (
  survey varchar(100) not null primary key, pack varchar(100) not null, design longtext not null
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists import_map (
  pack varchar(100) not null, fingerprint varchar(100) not null, map longtext not null, saved_at varchar(40) not null, actor text,
  primary key (pack, fingerprint)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists quality_run (
  run_id bigint not null primary key,
  at varchar(40) not null, rules longtext not null, last_sequence bigint not null, ballots bigint not null, flagged bigint not null
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ballot_flag (
  sequence bigint not null references ballot (sequence),
  code varchar(100) not null, value text not null, allowed text not null,
  first_run bigint not null references quality_run (run_id),
  last_run bigint not null references quality_run (run_id),
  primary key (sequence, code)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists quality_notice (
  run_id bigint not null references quality_run (run_id),
  unit varchar(100) not null, pack varchar(100) not null, version varchar(100) not null,
  channel int not null references collection_channel (channel),
  from_day int not null, day int not null,
  code varchar(100) not null, value text not null, allowed text not null,
  primary key (run_id, day, unit, pack, version, channel, code)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ballot_review (
  review_id bigint not null auto_increment primary key,
  sequence bigint not null references ballot (sequence),
  decision int not null check (decision in (1, 2, 3)),
  comment text not null, reviewer text not null, at varchar(40) not null
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists paper_batch (
  batch varchar(100) not null primary key,
  pack varchar(100) not null, version varchar(100) not null, unit varchar(100) not null, procedure_code varchar(100),
  basis int not null references selection_basis (basis),
  day varchar(10) not null, sheets int not null check (sheets between 1 and 50),
  opened_by text, opened_at varchar(40) not null, accepted_at varchar(40), accepted_by text
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists paper_entry (
  batch varchar(100) not null references paper_batch (batch),
  number varchar(200) not null,
  pass int not null check (pass in (1, 2, 3)),
  answers longtext not null, keyed_by text, keyed_at varchar(40) not null, by_account tinyint(1) not null default 0,
  primary key (batch, number, pass)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists paper_handover (
  handover_id bigint not null auto_increment primary key,
  batch varchar(100) not null references paper_batch (batch),
  handed_from text not null, handed_to text not null, sheets int not null, at varchar(40) not null, recorded_by text
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists alert_watermark (
  watermark_id int not null primary key check (watermark_id = 1), sequence bigint not null
) engine = innodb;

create table if not exists alert_delivery (
  alert_id varchar(200) not null, target varchar(200) not null, body longtext not null,
  attempts int not null, due_at bigint not null, sent_at bigint, answer text,
  primary key (alert_id, target)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists method_pack (
  pack_number bigint not null auto_increment primary key,
  pack varchar(100) not null, version varchar(100) not null, content_hash varchar(64) not null,
  stored_at varchar(40) not null, content longtext not null,
  unique (pack, version)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists correction_request (
  correction_id varchar(100) not null primary key,
  file_name text not null, file longblob, digest varchar(100) not null, reading longtext not null,
  pack varchar(100) not null, version varchar(100) not null, corrections bigint not null,
  reason text not null, entered_by text not null, entered_at varchar(40) not null,
  decision int check (decision in (1, 2)), decided_by text, decided_at varchar(40)
) engine = innodb character set utf8mb4 collate utf8mb4_nopad_bin;

create or replace trigger ballot_is_not_changed before update on ballot for each row
  signal sqlstate '45000' set message_text = 'a ballot is never changed';
create or replace trigger ballot_is_not_removed before delete on ballot for each row
  signal sqlstate '45000' set message_text = 'a ballot is never removed';
create or replace trigger receipt_seal_is_not_changed before update on receipt_seal for each row
  signal sqlstate '45000' set message_text = 'a seal is never changed';
create or replace trigger receipt_seal_is_not_removed before delete on receipt_seal for each row
  signal sqlstate '45000' set message_text = 'a seal is never removed';
create or replace trigger audit_is_not_changed before update on audit for each row
  signal sqlstate '45000' set message_text = 'an audit record is never changed';
create or replace trigger audit_is_not_removed before delete on audit for each row
  signal sqlstate '45000' set message_text = 'an audit record is never removed';
create or replace trigger ballot_value_is_not_removed before delete on ballot_value for each row
  signal sqlstate '45000' set message_text = 'a value is never removed, only erased';
create or replace trigger spent_ticket_is_not_removed before delete on spent_ticket for each row
  signal sqlstate '45000' set message_text = 'a spent ticket is never removed';

-- The counted ballots: neither late nor replaced.
create or replace view counted_ballot as
select b.* from ballot b
where not exists (select 1 from late_ballot l where l.sequence = b.sequence)
  and not exists (select 1 from ballot_correction c where c.replaced = b.sequence);

create table if not exists schema_version (
  version int not null primary key, applied_at varchar(40) not null, series varchar(20) not null
) engine = innodb;
