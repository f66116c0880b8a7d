-- Written by hand
-- In PL/pgSQL, which keeps the plans of nested calls: asked for every one of ten thousand notices, in SQL they are
-- planned anew for each.

-- Whose matter it is; see the migration that made it. A chapter with a table of its own adds its kind here and in
-- `has_standing`, in its own migration (CREATE OR REPLACE).
CREATE OR REPLACE FUNCTION body_of(about text) RETURNS text LANGUAGE plpgsql STABLE AS $$
declare
  what text := case when about like 'calls:%' then substr(about, 7) else about end;
  noun text := split_part(what, ':', 1);
  named text := split_part(what, ':', 2);
begin
  case noun
    when 'body' then return named;
    when 'seat' then return (select s.body_id from seat s where s.id = named);
    when 'absence' then return (select c.body_id from chair_absence c where c.id = named);
    when 'meeting' then return (select m.body_id from meeting m where m.id = named);
    when 'request' then
      return (select m.body_id from leave_request r join meeting m on m.id = r.meeting_id where r.id = named);
    when 'task' then return (select t.body_id from task t where t.id = named);
    else return (select t.body_id from matter t where t.id = named and t.kind = noun);
  end case;
end
$$;

CREATE OR REPLACE FUNCTION is_seated(who text, body text, moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
begin
  return exists (
    select from seat s
    where (s.person_id = who or s.person_id in (
        select a.leader_id from assistant a
        where a.person_id = who and a.valid_from <= moment and (a.valid_to is null or a.valid_to > moment)))
      and (body is null or s.body_id = body) and s.role <> 'assistant'
      and s.valid_from <= moment and (s.valid_to is null or s.valid_to > moment));
end
$$;

-- Guests and alternates have a part in a meeting without a seat: whoever was invited as a guest, and the alternate of
-- somebody seated in its body.
CREATE FUNCTION is_guest(who text, meeting text, body text, moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
begin
  return exists (
    select from participant p
    where p.meeting_id = meeting and p.person_id = who
      and (p."as" = 'guest' or p."as" = 'alternate' and is_seated(p.principal_id, body, moment)));
end
$$;

-- Whether somebody may be told of a matter at this moment: by a seat in force in its body, or as a guest or alternate of
-- the meeting it is, or of the one whose issued notice of conclusions it is (Điều 7.3). Of a person: himself, and who
-- sits with him. Open is only what is known to belong to no body: a kind nobody declared is for nobody.
CREATE OR REPLACE FUNCTION has_standing(who text, about text, moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
declare
  noun text := split_part(about, ':', 1);
  named text := split_part(about, ':', 2);
  body text;
begin
  if about is null or about not like '%:%' then return true; end if;
  if noun = 'tasks' then return is_seated(who, null, moment); end if;
  if noun = 'person' then
    return named = who or exists (
      select from seat s where s.person_id = named and is_seated(who, s.body_id, moment));
  end if;
  body := body_of(about);
  if body is null then
    return noun in ('body', 'seat', 'absence', 'meeting', 'request', 'task', 'calls', 'file');
  end if;
  if is_seated(who, body, moment) then return true; end if;
  if noun = 'meeting' then return is_guest(who, named, body, moment); end if;
  return noun = 'conclusion' and exists (
    select from matter c
    where c.id = named and c.kind = 'conclusion' and c.state = 'issued' and c.about like 'meeting:%'
      and is_guest(who, split_part(c.about, ':', 2), body, moment));
end
$$;
