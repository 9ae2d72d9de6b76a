-- The contacts of front doors are published. Drafts are not the record: their own team reads, adds and changes them, and
-- nobody else, the owner's policies apart. Which team and post a draft is of is never changed.

grant select on sightline_contact to sightline_web;

alter table sightline_draft enable row level security;
alter table sightline_draft force row level security;
create policy owner on sightline_draft for all to current_user using (true) with check (true);
create policy see on sightline_draft for select to sightline_web using (team_id = (select sightline_me()));
create policy add on sightline_draft for insert to sightline_web with check (
    team_id = (select sightline_me())
    and sent is null
    and exists (select from sightline_post p where p.id = post_id and p.team_id = sightline_draft.team_id)
);
create policy change on sightline_draft for update to sightline_web
    using (team_id = (select sightline_me()) and sent is null)
    with check (team_id = (select sightline_me()) and (sent is null or sightline_wrote(sent)));
grant select, insert on sightline_draft to sightline_web;
grant update (answers, revision, updated, sent) on sightline_draft to sightline_web;
