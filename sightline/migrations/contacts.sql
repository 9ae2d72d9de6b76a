-- Who answers for a front door, to which sector: the latest that was said stands. Everybody reads it; an administrator of the
-- organisation adds to it, as herself; nobody changes it. Not forced: the owner, who imports, writes the directory.

alter table sightline_contact enable row level security;
create policy see on sightline_contact for select to sightline_web using (true);
create policy say on sightline_contact for insert to sightline_web with check (
    stored = now()
    and exists (
        select from sightline_post a
        join sightline_team hers on hers.id = a.team_id
        join sightline_team door on door.organisation_id = hers.organisation_id and door.type = 'front_door'
        where a.id = sightline_contact.by_id and a.team_id = (select sightline_me()) and a.role = 'administrator'
          and door.id = sightline_contact.team_id
    )
);
grant insert on sightline_contact to sightline_web;
create index contact_latest on sightline_contact (team_id, sector, stored desc, id desc);

-- What waits for an answer (record/unanswered.py) is looked for among these alone.
create index entry_unanswered on sightline_entry (noted_day, id) where kind = any ('{referral,check,escalation}');
