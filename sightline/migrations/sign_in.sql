-- Signing in: what the web's role may of the tables of accounts, and who may appoint to a post or end one.
-- docs/adr/0015-signing-in.md says why. Read guards.sql first: the same roles, the same `sightline_me()`.

-- The counts of attempts to sign in, which allauth keeps in Django's cache.
create table sign_in_attempts (
    cache_key varchar(255) primary key,
    value text not null,
    expires timestamptz not null
);
create index sign_in_attempts_expires on sign_in_attempts (expires);
grant select, insert, update, delete on sign_in_attempts to sightline_web;

-- An account is nobody's record. Its address is never changed, and no account is taken away.
grant select, insert on sightline_account to sightline_web;
grant update (password, last_login) on sightline_account to sightline_web;
grant select, insert, update, delete on django_session, mfa_authenticator to sightline_web;
grant select, insert, update on account_emailaddress, socialaccount_socialaccount to sightline_web;
grant select on socialaccount_socialapp to sightline_web;

-- Posts stay the published directory. An administrator appoints within the organisation that she is a post of, as herself.
-- Not forced: the owner, who migrates and imports, writes the directory.
alter table sightline_post enable row level security;
create policy see on sightline_post for select to sightline_web using (true);
create policy appoint on sightline_post for insert to sightline_web with check (
    stored = now()
    and exists (
        select from sightline_post a
        join sightline_team hers on hers.id = a.team_id
        join sightline_team the_posts on the_posts.organisation_id = hers.organisation_id
        where a.id = sightline_post.appointed_by_id and a.team_id = (select sightline_me()) and a.role = 'administrator'
          and the_posts.id = sightline_post.team_id
    )
);
grant insert on sightline_post to sightline_web;

-- Endings: within the organisation, by its administrator; added, never changed.
alter table sightline_postend enable row level security, force row level security;
create policy owner on sightline_postend for select to current_user using (true);
create policy owner_adds on sightline_postend for insert to current_user with check (true);
create policy see on sightline_postend for select to sightline_web using (
    exists (
        select from sightline_post p
        join sightline_team the_posts on the_posts.id = p.team_id
        join sightline_team mine on mine.organisation_id = the_posts.organisation_id
        where p.id = sightline_postend.post_id and mine.id = (select sightline_me())
    )
);
create policy add on sightline_postend for insert to sightline_web with check (
    stored = now()
    and exists (
        select from sightline_post a
        join sightline_team hers on hers.id = a.team_id
        join sightline_team the_posts on the_posts.organisation_id = hers.organisation_id
        join sightline_post p on p.team_id = the_posts.id
        where a.id = sightline_postend.by_id and a.team_id = (select sightline_me()) and a.role = 'administrator'
          and p.id = sightline_postend.post_id
    )
);
grant select, insert on sightline_postend to sightline_web;
create trigger refuse before update or delete on sightline_postend for each statement execute function sightline_refuse();

-- The post's last day is what its endings say: it can be brought forward, and never put off.
create function sightline_end_post() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update public.sightline_post set ends = new.last_day where id = new.post_id and (ends is null or ends > new.last_day);
    return null;
end $$;
create trigger end_post after insert on sightline_postend for each row execute function sightline_end_post();
revoke execute on function sightline_end_post() from public;

-- Text kept through a time-out: its own team's alone, and taken away once it is used. It is not the record.
alter table sightline_kept enable row level security, force row level security;
create policy owner on sightline_kept for all to current_user using (true) with check (true);
create policy own on sightline_kept for all to sightline_web
    using (exists (select from sightline_post p where p.id = sightline_kept.post_id and p.team_id = (select sightline_me())))
    with check (exists (select from sightline_post p where p.id = sightline_kept.post_id and p.team_id = (select sightline_me())));
grant select, insert, delete on sightline_kept to sightline_web;
