-- Sipas.Sdk, PostgreSQL: the role with access to personal data. Run by the owner of the schema after every "sipas schema apply".
-- sipas_officer  a host with the officer's pages, or one that checks tickets: saves plans, frames, lists and the field log;
--                creates no table.
-- Grant it in addition to sipas_app, and only to hosts that need personal data:  grant sipas_officer to login_role;
-- sipas_app and sipas_auditor have no right in this schema.

do $$
begin
  if not exists (select from pg_roles where rolname = 'sipas_officer') then
    create role sipas_officer nologin;
  end if;
end $$;

revoke all on schema sipas_people from public;
revoke all on all tables in schema sipas_people from public;

grant usage on schema sipas_people to sipas_officer;
grant select on all tables in schema sipas_people to sipas_officer;

grant insert on sipas_people.survey, sipas_people.survey_plan, sipas_people.frame, sipas_people.frame_row, sipas_people.draw,
                sipas_people.sample_entry, sipas_people.field_event, sipas_people.reinterview, sipas_people.reinterview_result,
                sipas_people.people_audit to sipas_officer;
grant update (row_count, seal, erased_at, erased_rows), delete on sipas_people.frame to sipas_officer;
grant delete on sipas_people.frame_row to sipas_officer;
grant update (unit_id) on sipas_people.sample_entry to sipas_officer;
grant insert, update, delete on sipas_people.ticket to sipas_officer;
grant insert, update (tickets) on sipas_people.ticket_day to sipas_officer;
grant insert, update (refusals) on sipas_people.refusal_count to sipas_officer;
grant insert on sipas_people.contact_case, sipas_people.contact_entry to sipas_officer;
grant update (sealed, owner, closed_on, outcome, erased_on) on sipas_people.contact_case to sipas_officer;
grant update (sealed) on sipas_people.contact_entry to sipas_officer;
grant insert, update (key_mark) on sipas_people.people_key to sipas_officer;
