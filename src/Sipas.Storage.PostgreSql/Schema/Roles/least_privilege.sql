-- Sipas.Sdk, PostgreSQL: roles with the least privileges. Run by the owner of the schema after every "sipas schema apply".
-- sipas_app      a running host: appends ballots, saves units and the notice; changes and removes no ballot, creates no table.
-- sipas_auditor  reads everything, writes nothing: sufficient for "sipas verify".
-- sipas_eraser   only erases answers to number, text and date questions and held submissions: sufficient for
--                "sipas values erase" and for the ballots' part of "sipas retention run".
-- Grant one of them to a login role:  grant sipas_app to login_role;  and let the host open the storage with PrepareSchema = false.

do $$
begin
  if not exists (select from pg_roles where rolname = 'sipas_app') then
    create role sipas_app nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'sipas_auditor') then
    create role sipas_auditor nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'sipas_eraser') then
    create role sipas_eraser nologin;
  end if;
end $$;

revoke all on schema sipas from public;
revoke all on all tables in schema sipas from public;

grant usage on schema sipas to sipas_app, sipas_auditor, sipas_eraser;
grant select on all tables in schema sipas to sipas_app, sipas_auditor, sipas_eraser;
-- Only the host creates salts.
revoke select on sipas.value_secret from sipas_auditor, sipas_eraser;

grant insert on sipas.unit, sipas.method_pack, sipas.questionnaire, sipas.questionnaire_item, sipas.questionnaire_question,
                sipas.value_secret, sipas.ballot_value, sipas.receipt_key, sipas.ballot, sipas.receipt_seal, sipas.ballot_conflict,
                sipas.survey_closing, sipas.late_ballot, sipas.ballot_correction, sipas.audit, sipas.notice to sipas_app;
grant update (name_vi, name_en, search_key, block, parent_code, valid_from, valid_to) on sipas.unit to sipas_app;
grant update (vi, en), delete on sipas.notice to sipas_app;
grant insert, delete on sipas.unit_succession to sipas_app;
grant insert, update (pack, design) on sipas.survey_design to sipas_app;
grant update (salt, value) on sipas.ballot_value to sipas_eraser;
grant update (body, erased_at) on sipas.held_submission to sipas_eraser;
grant insert on sipas.audit to sipas_eraser;
grant insert on sipas.device, sipas.device_phase, sipas.held_submission, sipas.spent_ticket, sipas.spent_seal to sipas_app;
grant update (count, sum, audit_number, audit_link, key_id, signature) on sipas.spent_seal to sipas_app;
grant update (enrolled_at, revoked_at, secret_hash, code_hash, code_ends_at, seen_at, queue_length, page_version, clock_skew)
  on sipas.device to sipas_app;
grant update (body, released_at) on sipas.held_submission to sipas_app;

grant insert on sipas.import_map, sipas.quality_run, sipas.ballot_flag, sipas.quality_notice, sipas.ballot_review,
                sipas.paper_batch, sipas.paper_entry, sipas.paper_handover, sipas.alert_watermark, sipas.alert_delivery
  to sipas_app;
grant update (map, saved_at, actor) on sipas.import_map to sipas_app;
grant update (value, allowed, last_run) on sipas.ballot_flag to sipas_app;
grant update (accepted_at, accepted_by) on sipas.paper_batch to sipas_app;
-- A sheet is withdrawn before its batch is accepted.
grant update (answers, keyed_by, keyed_at, by_account), delete on sipas.paper_entry to sipas_app;
grant insert, update (file, decision, decided_by, decided_at) on sipas.correction_request to sipas_app;
grant update (sequence) on sipas.alert_watermark to sipas_app;
grant update (attempts, due_at, sent_at, answer) on sipas.alert_delivery to sipas_app;
