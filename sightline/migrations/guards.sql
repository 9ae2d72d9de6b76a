-- What holds the record whatever the code above it does: who may see a row, who may add one, and that none is changed.
-- Read docs/adr/0011 (append-only), 0012 (telling onward) and 0013 (restrictions) beside this.
--
-- sightline_web       what pages and the interface act as. It may read what its knower may see, and add.
-- sightline_disposal  the same, and may delete a payload for which this transaction left a disposal.
-- the owner           migrations, imports, exports, back-ups. Its policies let it read and add; triggers refuse it the rest.

do $$
declare
    wanted text;
begin
    foreach wanted in array array['sightline_web', 'sightline_disposal'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin', wanted);
            exception when duplicate_object or unique_violation then
                null;  -- another database of this cluster was first
            end;
        end if;
    end loop;
    if not pg_has_role('sightline_disposal', 'sightline_web', 'usage') then
        grant sightline_web to sightline_disposal;
    end if;
    -- so that a command run by the owner can put on the web's role, and see no more than it
    foreach wanted in array array['sightline_web', 'sightline_disposal'] loop
        if not pg_has_role(current_user, wanted, 'member') then
            -- from 16 on without inheriting it: a policy for the web's role is not one for the owner
            execute format('grant %I to current_user', wanted)
                || case when current_setting('server_version_num')::int >= 160000 then ' with inherit false, set true' else '' end;
        end if;
    end loop;
end $$;

revoke create on schema public from public;
grant usage on schema public to sightline_web;

-- The knower in force, or null: and then every policy below is false.
create function sightline_me() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.knower', true), '')::uuid;

-- These answer only about what the knower in force wrote itself, so an id it should not have tells it nothing.
create function sightline_wrote(what uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select from public.sightline_entry where id = what and author_id = public.sightline_me());
$$;
create function sightline_wrote_now(what uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.sightline_entry where id = what and author_id = public.sightline_me() and stored = now()
    );
$$;

-- What the knower in force may not see today. A view of the owner's, so that nobody reads whom else a restriction binds.
create view sightline_restricted with (security_barrier) as
select r.entry_id
from sightline_restriction r
where (r.knower_id = (select sightline_me()) or (r.knower_id is null and (select sightline_me()) <> all (r.spares)))
  and r.starts <= now() and (r.ends is null or r.ends > now())
  and not exists (select from sightline_lifting l where l.restriction_id = r.id);
grant select on sightline_restricted to sightline_web;

-- The policies for adding ask these two, since a policy on tellings cannot ask one that asks about tellings in its turn.
create function sightline_sees(what uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select from public.sightline_told t where t.knower_id = public.sightline_me() and t.entry_id = what)
        and not exists (select from public.sightline_restricted x where x.entry_id = what);
$$;
create function sightline_told_between(what uuid, knower uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.sightline_told t
        where t.entry_id = what and t.knower_id = knower and public.sightline_me() in (t.knower_id, t.by_id)
    );
$$;
create function sightline_is_party(telling uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.sightline_told t
        where t.id = telling and public.sightline_me() in (t.knower_id, t.by_id)
          and not exists (select from public.sightline_restricted x where x.entry_id = t.entry_id)
    );
$$;

-- Every record table: row security, forced; the owner reads and adds.
do $$
declare
    t text;
begin
    foreach t in array array[
        'person', 'entry', 'payload', 'entryperson', 'told', 'toldshown', 'withheld', 'restriction', 'lifting', 'disposal',
        'receipt', 'look', 'case', 'caseperson', 'idempotency', 'tie', 'imported',
        'importedtelling', 'importedname', 'importedperson'
    ] loop
        t := 'sightline_' || t;
        execute format('alter table %I enable row level security, force row level security', t);
        execute format('create policy owner on %I for select to current_user using (true)', t);
        execute format('create policy owner_adds on %I for insert to current_user with check (true)', t);
    end loop;
end $$;

grant select on sightline_organisation, sightline_area, sightline_team, sightline_post to sightline_web;
grant select on sightline_entry, sightline_payload, sightline_entryperson, sightline_told, sightline_toldshown,
    sightline_withheld, sightline_restriction, sightline_lifting, sightline_disposal, sightline_receipt, sightline_look,
    sightline_case, sightline_caseperson, sightline_idempotency to sightline_web;
grant select (id) on sightline_person to sightline_web;
grant select on sightline_tie to sightline_web;
grant insert on sightline_person, sightline_entry, sightline_payload, sightline_told, sightline_toldshown, sightline_withheld,
    sightline_restriction, sightline_lifting, sightline_receipt, sightline_look, sightline_case, sightline_caseperson,
    sightline_idempotency to sightline_web;
grant insert on sightline_disposal to sightline_disposal;
grant delete on sightline_payload to sightline_disposal;

-- Seeing -------------------------------------------------------------------------------------------------------------

create policy see on sightline_told for select to sightline_web using (
    (
        knower_id = (select sightline_me())
        or by_id = (select sightline_me())
        or exists (select from sightline_toldshown s where s.told_id = sightline_told.id and s.knower_id = (select sightline_me()))
    )
    and not exists (select from sightline_restricted x where x.entry_id = sightline_told.entry_id)
);
-- The policy on tellings holds inside the ones that ask it, so restrictions reach everything below by themselves.
create policy see on sightline_entry for select to sightline_web using (
    exists (select from sightline_told t where t.knower_id = (select sightline_me()) and t.entry_id = sightline_entry.id)
);
create policy see on sightline_payload for select to sightline_web using (
    exists (select from sightline_told t where t.knower_id = (select sightline_me()) and t.entry_id = sightline_payload.entry_id)
);
create policy see on sightline_entryperson for select to sightline_web using (
    exists (select from sightline_told t where t.knower_id = (select sightline_me()) and t.entry_id = sightline_entryperson.entry_id)
);
create policy see on sightline_person for select to sightline_web using (
    team_id = (select sightline_me()) or exists (select from sightline_entryperson p where p.person_id = sightline_person.id)
);
create policy see on sightline_tie for select to sightline_web using (
    exists (select from sightline_person p where p.id = sightline_tie.person_id)
);
create policy see on sightline_toldshown for select to sightline_web using (
    knower_id = (select sightline_me()) or by_id = (select sightline_me())
);
create policy see on sightline_withheld for select to sightline_web using (sightline_wrote(entry_id));
create policy see on sightline_restriction for select to sightline_web using (made_by_id = (select sightline_me()));
create policy see on sightline_lifting for select to sightline_web using (
    exists (select from sightline_restriction r where r.id = sightline_lifting.restriction_id)
);
create policy see on sightline_disposal for select to sightline_web using (
    made_by_id = (select sightline_me())
    or exists (select from sightline_entry e where e.id = sightline_disposal.because_id)
);
create policy see on sightline_receipt for select to sightline_web using (
    team_id = (select sightline_me()) or exists (select from sightline_told t where t.id = sightline_receipt.telling_id)
);
create policy see on sightline_look for select to sightline_web using (team_id = (select sightline_me()));
create policy see on sightline_case for select to sightline_web using (team_id = (select sightline_me()));
create policy see on sightline_caseperson for select to sightline_web using (
    exists (select from sightline_case c where c.id = sightline_caseperson.case_id)
);
create policy see on sightline_idempotency for select to sightline_web using (team_id = (select sightline_me()));

-- Adding: as oneself, now, and only to what one knows. A row that names anything else is refused in the words that a made-up
-- id would be refused in, before any constraint is looked at. ----------------------------------------------------------

create policy add on sightline_person for insert to sightline_web with check (team_id = (select sightline_me()));
create policy add on sightline_entry for insert to sightline_web with check (
    author_id = (select sightline_me())
    and stored = now()
    and organisation_id = (select t.organisation_id from sightline_team t where t.id = author_id)
    and exists (select from sightline_post p where p.id = post_id and p.team_id = author_id)
    and (corrects_id is null or sightline_wrote(corrects_id))
    and not exists (
        select from unnest(people || concerns) one(id) where not exists (select from sightline_person p where p.id = one.id)
    )
);
create policy add on sightline_payload for insert to sightline_web with check (sightline_wrote_now(entry_id));
create policy add on sightline_told for insert to sightline_web with check (
    by_id = (select sightline_me())
    and stored = now()
    and how <> 'passed_on'
    and (how <> 'recorded' or knower_id = by_id)
    and (sightline_wrote_now(entry_id) or sightline_sees(entry_id))
);
create policy add on sightline_toldshown for insert to sightline_web with check (
    by_id = (select sightline_me())
    and stored = now()
    and sightline_is_party(told_id)
);
create policy add on sightline_withheld for insert to sightline_web with check (sightline_wrote_now(entry_id));
create policy add on sightline_restriction for insert to sightline_web with check (
    made_by_id = (select sightline_me())
    and stored = now()
    and sightline_wrote_now(because_id)
    and (sightline_wrote(entry_id) or sightline_told_between(entry_id, knower_id))
);
create policy add on sightline_lifting for insert to sightline_web with check (
    stored = now() and sightline_wrote_now(because_id) and exists (select from sightline_restriction r where r.id = restriction_id)
);
create policy add on sightline_disposal for insert to sightline_disposal with check (
    made_by_id = (select sightline_me()) and stored = now() and sightline_wrote_now(because_id) and sightline_wrote(entry_id)
);
create policy add on sightline_receipt for insert to sightline_web with check (
    team_id = (select sightline_me())
    and stored = now()
    and exists (select from sightline_post p where p.id = post_id and p.team_id = sightline_receipt.team_id)
    and exists (select from sightline_told t where t.id = telling_id and t.knower_id = sightline_receipt.team_id)
);
create policy add on sightline_look for insert to sightline_web with check (
    team_id = (select sightline_me())
    and stored = now()
    and exists (select from sightline_post p where p.id = post_id and p.team_id = sightline_look.team_id)
    and (entry_id is null or exists (select from sightline_entry e where e.id = entry_id))
    and (case_id is null or exists (select from sightline_case c where c.id = case_id))
);
create policy add on sightline_case for insert to sightline_web with check (team_id = (select sightline_me()));
create policy add on sightline_caseperson for insert to sightline_web with check (
    stored = now()
    and exists (select from sightline_case c where c.id = case_id)
    and exists (select from sightline_person p where p.id = person_id)
);
create policy add on sightline_idempotency for insert to sightline_web with check (
    team_id = (select sightline_me()) and stored = now()
);

-- Disposal: the payload of an entry that the team wrote itself, in the transaction that leaves a disposal of it.
create policy see_own on sightline_payload for select to sightline_disposal using (sightline_wrote(entry_id));
create policy dispose on sightline_payload for delete to sightline_disposal using (
    exists (
        select from sightline_disposal d
        where d.entry_id = sightline_payload.entry_id and d.made_by_id = (select sightline_me()) and d.stored = now()
    )
);

-- Nothing is changed. Grants refuse the web's role; this refuses everybody else's slip, the owner's too. --------------------

create function sightline_refuse() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_table_name = 'sightline_payload' and current_user = 'sightline_disposal' then
        return null;
    end if;
    raise exception 'the record is only added to: % of % refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;

do $$
declare
    t record;
begin
    for t in select relname from pg_class where relkind = 'r' and relforcerowsecurity and relname like 'sightline\_%' loop
        execute format(
            'create trigger refuse before update or delete on %I for each statement execute function sightline_refuse()', t.relname
        );
    end loop;
end $$;

-- What the database writes by itself -----------------------------------------------------------------------------------

create function sightline_index_people() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into public.sightline_entryperson (person_id, entry_id) select distinct one, new.id from unnest(new.concerns) one;
    return null;
end $$;
create trigger index_people after insert on sightline_entry for each row execute function sightline_index_people();

-- This will tell `onward` to everybody who was told `old`, as told by whoever told them that; who they are, its author is not told.
create function sightline_pass_on(onward uuid, old uuid, bound uuid, spared uuid[]) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    insert into public.sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_time, told_ordinal)
    select gen_random_uuid(), was.knower_id, e.id, was.by_id, 'passed_on', e.noted_day, e.noted_time, e.noted_ordinal
    from public.sightline_entry e
    cross join lateral (
        select distinct on (t.knower_id) t.knower_id, case when t.by_id = t.knower_id then e.author_id else t.by_id end as by_id
        from public.sightline_told t
        where t.entry_id = old and (bound is null or t.knower_id = bound) and t.knower_id <> all (spared)
        order by t.knower_id, t.told_day, t.told_time nulls last, t.told_ordinal, t.stored, t.id
    ) was
    where e.id = onward
      and not exists (select from public.sightline_told t where t.entry_id = onward and t.knower_id = was.knower_id)
      and not exists (select from public.sightline_withheld w where w.entry_id = onward and w.knower_id = was.knower_id);
$$;

create function sightline_on_correction() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform public.sightline_pass_on(new.id, new.corrects_id, null, '{}');
    return null;
end $$;
create function sightline_on_restriction() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform public.sightline_pass_on(new.because_id, new.entry_id, new.knower_id, new.spares);
    return null;
end $$;
create function sightline_on_lifting() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform public.sightline_pass_on(new.because_id, r.because_id, null, '{}')
    from public.sightline_restriction r where r.id = new.restriction_id;
    return null;
end $$;
create function sightline_on_disposal() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform public.sightline_pass_on(new.because_id, new.entry_id, null, '{}');
    return null;
end $$;

-- At the end of the transaction, when it is settled whom the author tells and whom it does not.
create constraint trigger pass_on after insert on sightline_entry deferrable initially deferred
    for each row when (new.corrects_id is not null) execute function sightline_on_correction();
create constraint trigger pass_on after insert on sightline_restriction deferrable initially deferred
    for each row execute function sightline_on_restriction();
create constraint trigger pass_on after insert on sightline_lifting deferrable initially deferred
    for each row execute function sightline_on_lifting();
create constraint trigger pass_on after insert on sightline_disposal deferrable initially deferred
    for each row execute function sightline_on_disposal();

-- Looking back: what the knower in force knew, restricted or not. For a review or a replay, which say so first. ----------

create function sightline_known(about uuid[], until date) returns table (
    id uuid, author_id uuid, kind text, version smallint, people uuid[], occurred_start date, occurred_until date,
    occurred_precision text, noted_day date, noted_time time, noted_ordinal integer, corrects_id uuid, summary text, body jsonb
) language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me uuid := public.sightline_me();
begin
    if coalesce(current_setting('app.looking_back', true), '') <> 'on' then
        raise exception 'what was known is read by a review or a replay only' using errcode = 'insufficient_privilege';
    end if;
    if about is null then
        return query
        select e.id, e.author_id, e.kind, e.version, e.people, e.occurred_start, e.occurred_until, e.occurred_precision,
            e.noted_day, e.noted_time, e.noted_ordinal, e.corrects_id, p.summary, p.body
        from public.sightline_entry e left join public.sightline_payload p on p.entry_id = e.id
        where e.id in (select t.entry_id from public.sightline_told t where t.knower_id = me and t.told_day <= until);
    else
        return query
        select e.id, e.author_id, e.kind, e.version, e.people, e.occurred_start, e.occurred_until, e.occurred_precision,
            e.noted_day, e.noted_time, e.noted_ordinal, e.corrects_id, p.summary, p.body
        from public.sightline_entry e left join public.sightline_payload p on p.entry_id = e.id
        where e.id = any (array(select x.entry_id from public.sightline_entryperson x where x.person_id = any (about)))
          and exists (select from public.sightline_told t where t.knower_id = me and t.entry_id = e.id and t.told_day <= until);
    end if;
end $$;

create function sightline_known_tellings(entries uuid[], until date) returns table (
    id uuid, entry_id uuid, knower_id uuid, told_day date, told_time time, told_ordinal integer, how text, by_id uuid
) language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me uuid := public.sightline_me();
begin
    if coalesce(current_setting('app.looking_back', true), '') <> 'on' then
        raise exception 'what was known is read by a review or a replay only' using errcode = 'insufficient_privilege';
    end if;
    return query
    select t.id, t.entry_id, t.knower_id, t.told_day, t.told_time, t.told_ordinal, t.how, t.by_id
    from public.sightline_told t
    where t.entry_id = any (entries) and t.told_day <= until
      and (
          t.knower_id = me or t.by_id = me
          or exists (select from public.sightline_toldshown s where s.told_id = t.id and s.knower_id = me)
      );
end $$;

-- Functions are everybody's unless said otherwise.
revoke execute on all functions in schema public from public;
grant execute on function sightline_me(), sightline_wrote(uuid), sightline_wrote_now(uuid), sightline_sees(uuid),
    sightline_told_between(uuid, uuid), sightline_is_party(uuid), sightline_known(uuid[], date),
    sightline_known_tellings(uuid[], date) to sightline_web;
