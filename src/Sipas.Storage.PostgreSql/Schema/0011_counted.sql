-- Sipas.Sdk, PostgreSQL, schema version 11: views for analysts contain only counted ballots.

set local search_path to sipas;

drop view late_ballot_readable;
drop view ballot_readable;
drop view ballot_answer;
drop view ballot_value_readable;

-- The counted ballots: neither late nor replaced. Plain SQL must count over this view.
create view counted_ballot as
select b.* from ballot b
where not exists (select 1 from late_ballot l where l.sequence = b.sequence)
  and not exists (select 1 from ballot_correction c where c.replaced = b.sequence);

-- For a database administrator: one row per ballot of the whole log, with readable values. counts is 1 for those of counted_ballot.
create view ballot_readable as
select b.sequence, b.ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.device_code, b.language, b.started_at, b.completed_at, b.received_at,
       b.counted_on, b.clock_skew, b.sent_by, c.word as channel,
       b.answers, b.position, encode(b.content_hash, 'hex') as content_hash,
       case when l.sequence is null then 0 else 1 end as late, x.sequence as replaced_by,
       case when l.sequence is null and x.sequence is null then 1 else 0 end as counts
from ballot b
join questionnaire q on q.questionnaire_id = b.questionnaire_id
join unit u on u.unit_id = b.unit_id
join collection_mode m on m.mode = b.mode
join selection_basis s on s.basis = b.basis
left join collection_channel c on c.channel = b.channel
left join late_ballot l on l.sequence = b.sequence
left join ballot_correction x on x.replaced = b.sequence;

create view late_ballot_readable as
select c.name as survey, b.* from late_ballot l join survey_closing c using (closing_id) join ballot_readable b using (sequence);

-- For an analyst: one row per counted ballot and item. level is null where the answer is none.
create view ballot_answer as
select b.sequence, q.pack, q.version as questionnaire_version, u.code as unit, b.procedure_code,
       m.word as mode, s.word as basis, b.counted_on, i.code as item,
       substr(b.answers, i.number, 1) as answer,
       case when substr(b.answers, i.number, 1) between '1' and '9' then cast(substr(b.answers, i.number, 1) as integer) end as level
from counted_ballot b
join questionnaire q on q.questionnaire_id = b.questionnaire_id
join questionnaire_item i on i.questionnaire_id = b.questionnaire_id
join unit u on u.unit_id = b.unit_id
join collection_mode m on m.mode = b.mode
join selection_basis s on s.basis = b.basis;

-- For an analyst: one row per value of a counted ballot. value is null after it was erased.
create view ballot_value_readable as
select b.sequence, b.ballot_id, q.pack, q.version as questionnaire_version, u.code as unit, s.word as basis, n.code as question, n.kind,
       v.value, v.value is null as erased, encode(v.commitment, 'hex') as commitment
from ballot_value v
join counted_ballot b on b.sequence = v.sequence
join questionnaire q on q.questionnaire_id = b.questionnaire_id
join questionnaire_question n on n.questionnaire_id = b.questionnaire_id and n.number = v.number
join unit u on u.unit_id = b.unit_id
join selection_basis s on s.basis = b.basis;
