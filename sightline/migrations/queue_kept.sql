-- An entry of those kinds into the queue of whoever it concerns: the team referred to, or the author itself. Where a challenge
-- changed a decision the contact waits again, for the decision that is to come, on the day on which that was settled.
create or replace function sightline_queue(what uuid, said_kind text, author uuid, at timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    said jsonb := (select p.body from public.sightline_payload p where p.entry_id = what);
begin
    if said_kind = 'referral' and said ? 'decide_by' then
        insert into public.sightline_awaiting (id, team_id, referral_id, since, decide_by)
        select gen_random_uuid(), t.knower_id, what, at, (said->>'decide_by')::date
        from public.sightline_told t
        where t.entry_id = what and t.knower_id = (said->>'to')::uuid and t.knower_id <> author
        limit 1
        on conflict (team_id, referral_id) do nothing;
    elsif said_kind = 'allocation' then
        update public.sightline_awaiting a
        set priority = coalesce(said->>'priority', a.priority), to_post = coalesce(said->>'to_post', a.to_post),
            decide_by = coalesce((said->>'decide_by')::date, a.decide_by)
        where a.team_id = author and a.referral_id = (said->>'referral')::uuid;
    elsif said_kind = 'decision' and said ? 'responds_to' then
        update public.sightline_awaiting a set decided = at
        where a.team_id = author and a.referral_id = (said->>'responds_to')::uuid and a.decided is null;
    elsif said_kind = 'escalation_outcome' and said->>'outcome' = 'decision_changed' then
        update public.sightline_awaiting a
        set decided = null, again = true, decide_by = (at at time zone 'Europe/London')::date
        from public.sightline_payload challenge
        join public.sightline_entry made on made.id = (challenge.body->>'about_decision')::uuid
        join public.sightline_payload decision on decision.entry_id = made.id
        where challenge.entry_id = (said->>'escalation')::uuid and a.team_id = made.author_id
          and a.referral_id = (decision.body->>'responds_to')::uuid and a.decided is not null
          and exists (select from public.sightline_told t where t.entry_id = what and t.knower_id = a.team_id);
    end if;
end $$;

create or replace function sightline_on_queued() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform public.sightline_queue(new.id, new.kind, new.author_id, new.stored);
    return null;
end $$;
drop trigger if exists queued on sightline_entry;
-- At the end of the transaction, when what it says and whom it was told are there.
create constraint trigger queued after insert on sightline_entry deferrable initially deferred
    for each row when (new.kind in ('referral', 'allocation', 'decision', 'escalation_outcome')) execute function sightline_on_queued();

-- Made anew from the record, oldest entry first: for a restore, and for the test that it equals what was kept.
create or replace function sightline_requeue() returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_awaiting;
    perform public.sightline_queue(e.id, e.kind, e.author_id, e.stored)
    from (select * from public.sightline_entry where kind = 'referral' order by stored, id) e;
    -- By what is there now, or each of the others is looked for through the whole queue.
    analyze public.sightline_awaiting;
    perform public.sightline_queue(e.id, e.kind, e.author_id, e.stored)
    from (
        select * from public.sightline_entry where kind in ('allocation', 'decision', 'escalation_outcome')
        order by stored, kind desc, id
    ) e;
end $$;
revoke execute on function sightline_queue(uuid, text, uuid, timestamptz), sightline_on_queued(), sightline_requeue() from public;
