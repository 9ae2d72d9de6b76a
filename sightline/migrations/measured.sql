-- What is counted of a team's work, as thin rows: which referrals it was told of, what it decided, what stayed blank, who
-- disagreed, whom it told. A projection of the entries and their tellings: nobody writes it but the database. A team reads its own
-- rows, less what is restricted today, so its counts are of what it may see and of nothing else (docs/adr/0023).

alter table sightline_measured enable row level security;
alter table sightline_measured force row level security;
create policy owner on sightline_measured for all to current_user using (true) with check (true);
create policy see on sightline_measured for select to sightline_web using (
    team_id = (select sightline_me())
    and not exists (select from sightline_restricted x where x.entry_id = sightline_measured.entry_id)
);
grant select on sightline_measured to sightline_web;

-- One telling: a row of the told team's; and where a team told another its decision, a row of the teller's own.
create function sightline_measure(what uuid, knower uuid, teller uuid, on_day date) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    e public.sightline_entry := (select one from public.sightline_entry one where one.id = what);
    said jsonb;
begin
    if e.kind not in ('referral', 'decision', 'decision_outcome', 'feedback', 'decided_without', 'escalation', 'escalation_outcome',
        'same_person', 'born_of') then
        return;
    end if;
    said := (select p.body from public.sightline_payload p where p.entry_id = what);
    if said is null then
        return;  -- disposed of
    end if;
    insert into public.sightline_measured (id, team_id, entry_id, told_to, kind, author, day, about, people, word, more, corrects)
    select gen_random_uuid(), whose, what, knower, e.kind, e.author_id,
        coalesce(
            -- What puts an entry right is counted on the day of what it puts right.
            case when e.corrects_id is not null then (
                select m.day from public.sightline_measured m
                where m.team_id = whose and m.entry_id = e.corrects_id and m.told_to = knower
            ) end,
            case when e.kind = 'referral' or whose <> knower then on_day else e.noted_day end
        ),
        case e.kind
            when 'referral' then said->>'to' when 'decision' then said->>'responds_to' when 'feedback' then said->>'about_decision'
            when 'escalation' then said->>'about_decision' when 'escalation_outcome' then said->>'escalation'
            else said->>'decision'
        end::uuid,
        case e.kind when 'referral' then e.people else '{}' end,
        case e.kind
            when 'referral' then said->>'source_type' when 'escalation' then said->>'stage' when 'decided_without' then said->>'stood'
            else said->>'outcome'
        end,
        case e.kind when 'decision' then said->>'thresholds' when 'decided_without' then said->>'service' end,
        e.corrects_id
    from unnest(case
        when teller = e.author_id and knower <> teller and e.kind in ('decision', 'decision_outcome', 'feedback')
        then array[knower, teller] else array[knower]
    end) whose
    on conflict (team_id, entry_id, told_to) do update
    set day = least(sightline_measured.day, excluded.day);
end $$;

create function sightline_on_measured() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform public.sightline_measure(new.entry_id, new.knower_id, new.by_id, new.told_day);
    return null;
end $$;
-- At the end of the transaction, when what the entry says is there.
create constraint trigger measured after insert on sightline_told deferrable initially deferred
    for each row execute function sightline_on_measured();

-- What was disposed of is in no count: nothing of what it said is left here either.
create function sightline_on_disposed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_measured where entry_id = old.entry_id;
    return null;
end $$;
create trigger measured after delete on sightline_payload for each row execute function sightline_on_disposed();

-- Made anew from the record: for a restore, for a record older than this table, and for the test that it equals what was kept.
create function sightline_remeasure() returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_measured;
    perform public.sightline_measure(t.entry_id, t.knower_id, t.by_id, t.told_day)
    from (
        select t.* from public.sightline_told t join public.sightline_entry e on e.id = t.entry_id order by e.stored, t.stored, t.id
    ) t;
end $$;
select sightline_remeasure();
revoke execute on function sightline_measure(uuid, uuid, uuid, date), sightline_on_measured(), sightline_on_disposed(),
    sightline_remeasure() from public;
