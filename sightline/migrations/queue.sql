-- The queue of who has been asked to decide: a projection of referrals, allocations and decisions. Nobody writes it but the
-- database; a team reads its own. What it lists is shown only where the team may see the referral itself.

alter table sightline_awaiting enable row level security;
alter table sightline_awaiting force row level security;
create policy owner on sightline_awaiting for all to current_user using (true) with check (true);
create policy see on sightline_awaiting for select to sightline_web using (team_id = (select sightline_me()));
grant select on sightline_awaiting to sightline_web;
