-- The index of each team's own people, kept with the record. Read docs/adr/0016 beside this.
--
-- The product's own code makes names and addresses plain (checks/finding), so the database notes, in the transaction that tells a team who
-- somebody is, what that team's index lacks. Whoever searches puts it in first (checks/finding/live.py). A team's own people are those of
-- whom it wrote particulars itself. Nobody writes these tables but through the functions below, which do it for the knower in force.

do $$
declare
    t text;
begin
    foreach t in array array['sightline_findlack'] loop
        execute format('alter table %I enable row level security, force row level security', t);
        execute format('create policy owner on %I to current_user using (true) with check (true)', t);
    end loop;
end $$;

-- The names of a record, by which rarity is counted.
create function sightline_find_names(given text, middle text, surname text) returns table (kind text, name text)
    language sql immutable parallel safe as $$
    select 'given', word from string_to_table(trim(given || ' ' || middle), ' ') word where word <> ''
    union all select 'surname', word from string_to_table(surname, ' ') word where word <> ''
    union all select 'all', '';
$$;

-- How many of a knower's records that it may see today have a name. By the owner's eyes, since the team's own no longer see a
-- restricted record; a name that only such a record has is not there at all.
revoke select on sightline_findname from sightline_web;
drop policy see on sightline_findname;
create view sightline_findrarity with (security_barrier) as
with hidden as (
    select n.kind, n.name, count(*) as held
    from sightline_restricted x join sightline_findable f on f.entry_id = x.entry_id and f.knower_id = (select sightline_me())
    cross join lateral sightline_find_names(f.given, f.middle, f.surname) n
    group by 1, 2
)
select n.kind, n.name, n.held - coalesce(h.held, 0) as held
from sightline_findname n left join hidden h on h.kind = n.kind and h.name = n.name
where n.knower_id = (select sightline_me()) and n.held > coalesce(h.held, 0);
grant select on sightline_findrarity to sightline_web;

-- What a team's index lacks, noted as it is told. What it writes of a person itself makes them its own, with all it was told before.
create function sightline_on_told_of_people() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    said record;
begin
    -- One look-up for each row told, whatever the planner knows of tables just filled: most of them say nothing of who somebody is.
    for said in
        select n.knower_id, n.entry_id, e.author_id from told_now n cross join lateral (
            select e.author_id from public.sightline_entry e where e.id = n.entry_id and e.kind = 'particulars' offset 0
        ) e order by 1, 2
    loop
        insert into public.sightline_findlack (knower_id, entry_id) values (said.knower_id, said.entry_id) on conflict do nothing;
        if said.author_id = said.knower_id then
            insert into public.sightline_findlack (knower_id, entry_id)
            select distinct said.knower_id, a.id
            from public.sightline_entryperson p join public.sightline_entryperson also on also.person_id = p.person_id
            join public.sightline_entry a on a.id = also.entry_id and a.kind = 'particulars'
            where p.entry_id = said.entry_id
              and exists (select from public.sightline_told t where t.entry_id = a.id and t.knower_id = said.knower_id)
            order by 2 on conflict do nothing;
        end if;
    end loop;
    return null;
end $$;
create trigger find_people after insert on sightline_told referencing new table as told_now
    for each statement execute function sightline_on_told_of_people();

-- Takes a record out: out of one knower's index, or of everybody's.
create function sightline_find_drop(what uuid, whose uuid) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update public.sightline_findname n set held = n.held - gone.held
    from (
        select f.knower_id, w.kind, w.name, count(*) as held
        from public.sightline_findable f cross join lateral public.sightline_find_names(f.given, f.middle, f.surname) w
        where f.entry_id = what and (whose is null or f.knower_id = whose)
        group by 1, 2, 3
    ) gone
    where n.knower_id = gone.knower_id and n.kind = gone.kind and n.name = gone.name;
    delete from public.sightline_findname n
    using public.sightline_findable f, lateral public.sightline_find_names(f.given, f.middle, f.surname) w
    where f.entry_id = what and (whose is null or f.knower_id = whose)
      and n.knower_id = f.knower_id and n.kind = w.kind and n.name = w.name and n.held = 0;
    delete from public.sightline_findkey k using public.sightline_findable f
    where f.entry_id = what and (whose is null or f.knower_id = whose)
      and k.knower_id = f.knower_id and k.key = any (f.keys) and k.findable_id = f.id;
    delete from public.sightline_findable f where f.entry_id = what and (whose is null or f.knower_id = whose);
end $$;

-- What was disposed of is in no index.
create function sightline_on_disposed_of() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform public.sightline_find_drop(old.entry_id, null);
    return null;
end $$;
create trigger find_no_more after delete on sightline_payload for each row execute function sightline_on_disposed_of();

-- What the index of the knower in force lacks, a part of it: who it is, when it was noted, what is said. Somebody else of the team
-- who searches at the same moment waits here, and then finds it put in. Nothing is said of people who are not the team's own; what the
-- team may not see today goes on being lacked until it may.
create function sightline_find_lacking(most integer) returns table (entry_id uuid, noted date, version smallint, body jsonb)
    language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    with lacking as (
        select l.entry_id from public.sightline_findlack l
        where l.knower_id = public.sightline_me()
          and not exists (select from public.sightline_restricted x where x.entry_id = l.entry_id)
        order by l.entry_id limit most for update
    )
    select l.entry_id, e.noted_day, e.version, case when exists (
        select from public.sightline_entryperson p join public.sightline_entry o on o.id = p.entry_id
        where p.person_id = (said.body->>'person')::uuid and o.author_id = public.sightline_me() and o.kind = 'particulars'
    ) then said.body end
    from lacking l join public.sightline_entry e on e.id = l.entry_id
    left join public.sightline_payload said on said.entry_id = l.entry_id;
$$;

-- Puts records in, for the knower in force, of entries that its index lacks; and strikes those entries off what it lacks.
create function sightline_find_put(done uuid[], made jsonb) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me uuid := public.sightline_me();
    lacked uuid[];
begin
    with struck as (
        delete from public.sightline_findlack l where l.knower_id = me and l.entry_id = any (done) returning l.entry_id
    )
    select coalesce(array_agg(entry_id), '{}') into lacked from struck;
    perform public.sightline_find_drop(one, me) from unnest(lacked) one;
    with put as (
        insert into public.sightline_findable (
            id, knower_id, entry_id, person_id, recorded, given, middle, surname, sex, born, known, nhs, phone, units, street, postcode, keys
        )
        select f.id, me, f.entry_id, f.person_id, f.recorded, f.given, f.middle, f.surname, f.sex, f.born, f.known, f.nhs, f.phone,
            f.units, f.street, f.postcode, f.keys
        from jsonb_populate_recordset(null::public.sightline_findable, made) f
        where f.entry_id = any (lacked)
        returning id, given, middle, surname, keys
    ), keyed as (
        insert into public.sightline_findkey (knower_id, key, findable_id) select me, unnest(keys), id from put
    )
    insert into public.sightline_findname (knower_id, kind, name, held)
    select me, w.kind, w.name, count(*) from put cross join lateral public.sightline_find_names(given, middle, surname) w
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (knower_id, kind, name) do update set held = public.sightline_findname.held + excluded.held;
end $$;

-- Everything anew from the record: for a restore, and for the test that it equals what was kept. The owner's alone.
create function sightline_find_again() returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from public.sightline_findkey;
    delete from public.sightline_findname;
    delete from public.sightline_findable;
    delete from public.sightline_findlack;
    insert into public.sightline_findlack (knower_id, entry_id)
    select distinct t.knower_id, e.id from public.sightline_told t join public.sightline_entry e on e.id = t.entry_id
    where e.kind = 'particulars';
end $$;

revoke execute on function sightline_on_told_of_people(), sightline_find_drop(uuid, uuid), sightline_on_disposed_of(),
    sightline_find_lacking(integer), sightline_find_put(uuid[], jsonb), sightline_find_again() from public;
grant execute on function sightline_find_lacking(integer), sightline_find_put(uuid[], jsonb) to sightline_web;

-- What was recorded before there was an index.
select sightline_find_again();
