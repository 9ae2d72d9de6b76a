-- A learning review is a knower within the partnership that opened it, and whoever takes part in it is one within the review.
-- Read docs/adr/0026 beside this, and guards.sql and sign_in.sql first.

-- Of the directory, only these two are added to by the web's role, and only from one level above: a partnership opens a review, a
-- review lets somebody take part. A name is what the directory publishes: it says nothing of whom the review is about.
create function sightline_found_team(new_id uuid, called text) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    above record;
begin
    select t.id, t.organisation_id, t.type into above from public.sightline_team t where t.id = public.sightline_me();
    if above.type is null or above.type not in ('partnership', 'learning_review') then
        raise exception 'there is nothing here by that id' using errcode = 'insufficient_privilege';
    end if;
    insert into public.sightline_team (id, organisation_id, type, name, decision_maker, within_id)
    values (
        new_id, above.organisation_id,
        case above.type when 'partnership' then 'learning_review' else 'review_participant' end,
        called, false, above.id
    );
end $$;
revoke execute on function sightline_found_team(uuid, text) from public;
grant execute on function sightline_found_team(uuid, text) to sightline_web;

-- Who is in a review is settled by the partnership and by its lead reviewer, and by no organisation's administrator.
alter policy appoint on sightline_post with check (
    stored = now()
    and exists (
        select from sightline_post a
        join sightline_team hers on hers.id = a.team_id
        join sightline_team the_posts on the_posts.organisation_id = hers.organisation_id
        where a.id = sightline_post.appointed_by_id and a.team_id = (select sightline_me())
          and the_posts.id = sightline_post.team_id
          and (
              (a.role = 'administrator' and the_posts.within_id is null)
              or (a.role in ('partnership manager', 'lead reviewer')
                  and (the_posts.within_id = hers.id or (hers.type = 'learning_review' and the_posts.id = hers.id)))
          )
    )
);
alter policy add on sightline_postend with check (
    stored = now()
    and exists (
        select from sightline_post a
        join sightline_team hers on hers.id = a.team_id
        join sightline_team the_posts on the_posts.organisation_id = hers.organisation_id
        join sightline_post p on p.team_id = the_posts.id
        where a.id = sightline_postend.by_id and a.team_id = (select sightline_me())
          and p.id = sightline_postend.post_id
          and (
              (a.role = 'administrator' and the_posts.within_id is null)
              or (a.role in ('partnership manager', 'lead reviewer')
                  and (the_posts.within_id = hers.id or (hers.type = 'learning_review' and the_posts.id = hers.id)))
          )
    )
);

-- What a review asks for is told it as itself, and lies in no inbox: it is read in the review's own pages.
drop trigger came on sightline_told;
create trigger came after insert on sightline_told for each row
    when (new.how not in ('recorded', 'emergency', 'review')) execute function sightline_on_came();
create or replace function sightline_unopen() returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_unopened;
    insert into public.sightline_unopened (telling_id, team_id, live)
    select t.id, t.knower_id, t.live from public.sightline_told t
    where t.how not in ('recorded', 'emergency', 'review')
      and not exists (
          select from public.sightline_receipt r
          where r.telling_id = t.id and r.team_id = t.knower_id and r.what in ('opened', 'acknowledged')
      );
end $$;

-- What is told a review from outside is what it asked that agency for: of the days that it named, about whom it named and whom the
-- agency says is the same; and the agency's answer. What is within a review is told up and down as anything else is.
create function sightline_review_asked(what uuid, review uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.sightline_entry e
        join public.sightline_entry r on r.kind = 'review_request' and r.author_id = review
        join public.sightline_payload p on p.entry_id = r.id and (p.body->>'asked')::uuid = public.sightline_me()
        where e.id = what
          and (public.sightline_wrote_now(what) or public.sightline_sees(what))
          and (
              e.kind in ('particulars', 'same_person', 'born_of')
              or (e.kind = 'review_answer' and e.author_id = public.sightline_me())
              or (coalesce(e.occurred_until, e.occurred_start, e.noted_day) >= (p.body->>'since')::date
                  and coalesce(e.occurred_start, e.noted_day) <= (p.body->>'until')::date)
          )
          and e.concerns && public.sightline_same_for(public.sightline_me(), r.people)
    );
$$;
create function sightline_from_outside(knower uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.sightline_team review, public.sightline_team me
        where review.id = knower and review.type = 'learning_review' and me.id = public.sightline_me()
          and me.id <> review.id and me.within_id is distinct from review.id and review.within_id is distinct from me.id
    );
$$;
revoke execute on function sightline_review_asked(uuid, uuid), sightline_from_outside(uuid) from public;
grant execute on function sightline_review_asked(uuid, uuid), sightline_from_outside(uuid) to sightline_web;
create policy review_asked on sightline_told as restrictive for insert to sightline_web with check (
    knower_id = by_id or not sightline_from_outside(knower_id) or sightline_review_asked(entry_id, knower_id)
);
create index entry_review_request on sightline_entry (author_id) where kind = 'review_request';

-- What a review says and asks is no part of what an agency holds about a person.
create or replace function sightline_is_held(kind text) returns boolean language sql immutable parallel safe
    return kind not like 'review\_%'
        and kind <> all ('{particulars,same_person,born_of,restriction,dispute,disposal,check,check_answer,check_refused,acknowledgement,'
        'allocation,feedback,decided_without,escalation,escalation_outcome,emergency_access,emergency_review}');

-- What a review asked for has a clock, as a check has.
drop trigger clocked on sightline_entry;
create constraint trigger clocked after insert on sightline_entry deferrable initially deferred
    for each row when (new.kind in ('check', 'referral', 'review_request')) execute function sightline_on_clocked();
create or replace function sightline_rewind() returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_clock;
    perform public.sightline_wind(e.id, e.author_id) from public.sightline_entry e
    where e.kind in ('check', 'referral', 'review_request');
end $$;
