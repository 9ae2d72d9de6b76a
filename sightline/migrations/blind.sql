-- What is said within a learning review stays within it, and each who takes part is told the others' answers only after their own.
-- Read docs/adr/0026 beside this, and reviews.sql first.

-- Whoever takes part tells their review and nobody else, and is told by it and by nobody else. An answer is told to another who takes
-- part only once they have answered the same question. What people say in a review is told to nobody outside it.
-- Of an entry that the knower in force may not see it answers nothing.
create function sightline_in_review(what uuid, knower uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select case
        when me.type = 'review_participant' then k.id = me.within_id
        when k.type = 'review_participant' then k.within_id = me.id and (
            e.kind <> 'review_contribution' or exists (
                select from public.sightline_payload said, public.sightline_entry own
                join public.sightline_payload answer on answer.entry_id = own.id
                where said.entry_id = e.id and own.author_id = k.id and own.kind = 'review_contribution'
                  and answer.body->>'of' = said.body->>'of' and answer.body->>'question' = said.body->>'question'
            )
        )
        else e.kind <> all ('{review_group,review_participant,review_session,review_attendance,review_contribution,review_note,'
            'review_two_accounts,review_family_view,review_declaration}')
    end
    from public.sightline_team me, public.sightline_team k, public.sightline_entry e
    where me.id = public.sightline_me() and k.id = knower and e.id = what
      and (public.sightline_wrote_now(what) or public.sightline_sees(what));
$$;
revoke execute on function sightline_in_review(uuid, uuid) from public;
grant execute on function sightline_in_review(uuid, uuid) to sightline_web;
create policy in_review on sightline_told as restrictive for insert to sightline_web with check (
    knower_id = by_id or coalesce(sightline_in_review(entry_id, knower_id), false)
);
