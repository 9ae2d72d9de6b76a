-- What a review asked for, quickly: an answer of a hundred entries asks it of each, so that a review's requests of this agency are found
-- once, before who is the same as whom is looked for. What it answers is as in reviews.sql.
create or replace function sightline_review_asked(what uuid, review uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with asked as materialized ( -- first, since who is the same as whom is the dear part, and is asked of this agency's requests alone
        select r.people, (p.body->>'since')::date as since, (p.body->>'until')::date as until
        from public.sightline_entry r
        join public.sightline_payload p on p.entry_id = r.id
        where r.kind = 'review_request' and r.author_id = review and (p.body->>'asked')::uuid = public.sightline_me()
    )
    select exists (
        select from public.sightline_entry e, asked
        where e.id = what
          and (public.sightline_wrote_now(what) or public.sightline_sees(what))
          and (
              e.kind in ('particulars', 'same_person', 'born_of')
              or (e.kind = 'review_answer' and e.author_id = public.sightline_me())
              or (coalesce(e.occurred_until, e.occurred_start, e.noted_day) >= asked.since
                  and coalesce(e.occurred_start, e.noted_day) <= asked.until)
          )
          and e.concerns && public.sightline_same_for(public.sightline_me(), asked.people)
    );
$$;
