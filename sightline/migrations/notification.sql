-- Notifications, the clocks that ask for an answer by a day, and the worker's role. Read docs/adr/0020 beside this.
--
-- sightline_worker   what sweeps the timers and sends e-mail. To think, it puts on the web's role with a team in force, like a page
--                    (acting_for); as itself it sees no row of the record, and adds notifications and what became of e-mails.

do $$
begin
    if not exists (select from pg_roles where rolname = 'sightline_worker') then
        begin
            create role sightline_worker nologin noinherit;
        exception when duplicate_object or unique_violation then
            null;  -- another database of this cluster was first
        end;
    end if;
    if not pg_has_role('sightline_worker', 'sightline_web', 'member') then
        -- it puts the web's role on, and has none of its rights until it does
        execute 'grant sightline_web to sightline_worker'
            || case when current_setting('server_version_num')::int >= 160000 then ' with inherit false, set true' else '' end;
    end if;
end $$;

grant usage on schema public to sightline_worker;
grant select on sightline_organisation, sightline_area, sightline_team, sightline_post, sightline_account, account_emailaddress
    to sightline_worker;
create policy see_to_write on sightline_post for select to sightline_worker using (true);

-- Notifications: the worker adds, the team reads its own, nobody changes one. What became of e-mails is the worker's alone.
do $$
declare
    t text;
begin
    foreach t in array array['sightline_notification', 'sightline_mailed'] loop
        execute format('alter table %I enable row level security, force row level security', t);
        execute format('create policy owner on %I for select to current_user using (true)', t);
        execute format('create policy owner_adds on %I for insert to current_user with check (true)', t);
        execute format('create policy worker on %I for select to sightline_worker using (true)', t);
        execute format('create policy worker_adds on %I for insert to sightline_worker with check (stored = now())', t);
        execute format('grant select, insert on %I to sightline_worker', t);
        execute format(
            'create trigger refuse before update or delete on %I for each statement execute function sightline_refuse()', t
        );
    end loop;
end $$;
create policy see on sightline_notification for select to sightline_web using (team_id = (select sightline_me()));
grant select on sightline_notification to sightline_web;

-- Clocks: a projection of the entries that ask for an answer by a day. Nobody writes it but the database; a team reads its own.
alter table sightline_clock enable row level security, force row level security;
create policy owner on sightline_clock for all to current_user using (true) with check (true);
create policy see on sightline_clock for select to sightline_web using (team_id = (select sightline_me()));
grant select on sightline_clock to sightline_web;

create function sightline_wind(what uuid, author uuid) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    insert into public.sightline_clock (entry_id, team_id, due)
    select what, author, coalesce(p.body->>'answer_by', p.body->>'decide_by')::date from public.sightline_payload p
    where p.entry_id = what and coalesce(p.body->>'answer_by', p.body->>'decide_by') is not null
    on conflict (entry_id) do nothing;
$$;
create function sightline_on_clocked() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform public.sightline_wind(new.id, new.author_id);
    return null;
end $$;
create constraint trigger clocked after insert on sightline_entry deferrable initially deferred
    for each row when (new.kind in ('check', 'referral')) execute function sightline_on_clocked();

-- Made anew from the record: for a restore, and for the test that it equals what was kept.
create function sightline_rewind() returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_clock;
    perform public.sightline_wind(e.id, e.author_id) from public.sightline_entry e where e.kind in ('check', 'referral');
end $$;
revoke execute on function sightline_wind(uuid, uuid), sightline_on_clocked(), sightline_rewind() from public;
select sightline_rewind();

-- The queue of jobs is the worker's alone: what answers requests can neither read, add nor take away one.
grant select, insert, update, delete on procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
    procrastinate_workers to sightline_worker;
do $$
declare
    made record;
begin
    for made in select c.oid::regclass as name from pg_class c
        where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace and c.relname like 'procrastinate\_%' loop
        execute format('grant usage on sequence %s to sightline_worker', made.name);
    end loop;
    for made in select p.oid::regprocedure as name from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.proname like 'procrastinate\_%' loop
        execute format('revoke execute on function %s from public', made.name);
        execute format('grant execute on function %s to sightline_worker', made.name);
    end loop;
end $$;
