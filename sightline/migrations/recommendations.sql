-- What comes of a recommendation is told to the review that made it, by whoever was told of it: its reply, its steps, its numbers.
-- Read docs/adr/0028 beside this, and reviews.sql first.
create function sightline_review_followed(what uuid, review uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.sightline_entry e
        join public.sightline_payload p on p.entry_id = e.id
        join public.sightline_entry r on r.id::text = p.body->>'of' and r.kind = 'review_recommendation' and r.author_id = review
        join public.sightline_told t on t.entry_id = r.id and t.knower_id = public.sightline_me()
        where e.id = what and e.author_id = public.sightline_me()
          and e.kind in ('review_recommendation_reply', 'review_follow_through')
    );
$$;
revoke execute on function sightline_review_followed(uuid, uuid) from public;
grant execute on function sightline_review_followed(uuid, uuid) to sightline_web;
alter policy review_asked on sightline_told with check (
    knower_id = by_id or not sightline_from_outside(knower_id) or sightline_review_asked(entry_id, knower_id)
    or sightline_review_followed(entry_id, knower_id)
);

-- The few entries of recommendations are found by their kind.
create index entry_followed on sightline_entry (kind) where kind in (
    'review_recommendation', 'review_recommendation_reply', 'review_follow_through', 'review_loop_session',
    'review_measure_told', 'review_recommendation_closed'
);
