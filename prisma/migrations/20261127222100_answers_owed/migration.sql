-- Who comes is reminded by a reminder of the meeting's own; steps that are past were said by the one before it.
insert into reminder (id, kind, matter, person, version, body_id, next_at)
select 'm' || substr(md5('attendance.coming:' || id), 1, 15), 'attendance.coming', 'meeting:' || id, '', version, body_id, now()
from meeting where state = 'convened' and starts_at > now()
on conflict (kind, matter, person, version) do nothing;

-- An opinion owed stands in the lists after its last reminder too: three months long.
update reminder r set closed_at = null, next_at = d.due_at + interval '92 days'
from opinion_duty d
where r.kind = 'opinions.owed' and r.matter = 'meeting:' || d.meeting_id and r.person = d.person_id
  and r.version = d.version and d.state = 'owed' and r.closed_at is not null and d.due_at + interval '92 days' > now();
