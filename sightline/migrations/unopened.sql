-- What came to each team and nobody of it has opened: a projection of tellings and receipts. Nobody writes it but the database; a
-- team reads its own. It only says where to look: whether a telling may be seen today, and stands alone, is settled as it is read.

alter table sightline_unopened enable row level security;
alter table sightline_unopened force row level security;
create policy owner on sightline_unopened for all to current_user using (true) with check (true);
create policy see on sightline_unopened for select to sightline_web using (team_id = (select sightline_me()));
grant select on sightline_unopened to sightline_web;

create function sightline_on_came() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into public.sightline_unopened (telling_id, team_id, live) values (new.id, new.knower_id, new.live);
    return null;
end $$;
create trigger came after insert on sightline_told for each row
    when (new.how not in ('recorded', 'emergency')) execute function sightline_on_came();

create function sightline_on_opened() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_unopened u where u.telling_id = new.telling_id and u.team_id = new.team_id;
    return null;
end $$;
create trigger opened after insert on sightline_receipt for each row
    when (new.what in ('opened', 'acknowledged')) execute function sightline_on_opened();

-- Made anew from the record: for a restore, for a record older than this table, and for the test that it equals what was kept.
create function sightline_unopen() returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_unopened;
    insert into public.sightline_unopened (telling_id, team_id, live)
    select t.id, t.knower_id, t.live from public.sightline_told t
    where t.how not in ('recorded', 'emergency')
      and not exists (
          select from public.sightline_receipt r
          where r.telling_id = t.id and r.team_id = t.knower_id and r.what in ('opened', 'acknowledged')
      );
end $$;
revoke execute on function sightline_on_came(), sightline_on_opened(), sightline_unopen() from public;
select sightline_unopen();
