-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "for_id" TEXT,
ADD COLUMN     "parting" BOOLEAN NOT NULL DEFAULT false;

-- Written by hand
-- Whose matter it is, by the name a notice bears (`task:<id>`); null for one that belongs to no body. A chapter with a
-- table of its own adds its kind here, in its own migration (CREATE OR REPLACE).
CREATE FUNCTION body_of(about text) RETURNS text LANGUAGE sql STABLE AS $$
  select case split_part(of.what, ':', 1)
    when 'body' then split_part(of.what, ':', 2)
    when 'seat' then (select s.body_id from seat s where s.id = split_part(of.what, ':', 2))
    when 'absence' then (select c.body_id from chair_absence c where c.id = split_part(of.what, ':', 2))
    when 'meeting' then (select m.body_id from meeting m where m.id = split_part(of.what, ':', 2))
    when 'request' then (
      select m.body_id from leave_request r join meeting m on m.id = r.meeting_id where r.id = split_part(of.what, ':', 2))
    when 'task' then (select t.body_id from task t where t.id = split_part(of.what, ':', 2))
    else (
      select t.body_id from matter t where t.id = split_part(of.what, ':', 2) and t.kind = split_part(of.what, ':', 1))
  end
  from (select case when about like 'calls:%' then substr(about, 7) else about end as what) of
$$;

-- Whether somebody holds a seat in this body, himself or by a leader he assists; in any body where none is given.
CREATE FUNCTION is_seated(who text, body text, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  select exists (
    select from seat s
    where (s.person_id = who or s.person_id in (
        select a.leader_id from assistant a
        where a.person_id = who and a.valid_from <= moment and (a.valid_to is null or a.valid_to > moment)))
      and (body is null or s.body_id = body) and s.role <> 'assistant'
      and s.valid_from <= moment and (s.valid_to is null or s.valid_to > moment))
$$;

-- Whether somebody may be told of a matter at this moment: by a seat in force in its body, or as a guest or as the
-- alternate of somebody seated there. Of a person: himself, and who sits with him. What belongs to no body is open.
CREATE FUNCTION has_standing(who text, about text, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  select case split_part(about, ':', 1)
    when 'person' then split_part(about, ':', 2) = who or exists (
      select from seat s where s.person_id = split_part(about, ':', 2) and is_seated(who, s.body_id, moment))
    when 'tasks' then is_seated(who, null, moment)
    else coalesce((
      select is_seated(who, of.body, moment) or exists (
        select from participant p
        where p.meeting_id = split_part(about, ':', 2) and about like 'meeting:%' and p.person_id = who
          and (p."as" = 'guest' or p."as" = 'alternate' and is_seated(p.principal_id, of.body, moment)))
      from (select body_of(about) as body) of where of.body is not null), true)
  end
$$;
