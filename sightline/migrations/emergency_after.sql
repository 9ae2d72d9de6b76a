-- What comes after something was opened in an emergency. Read docs/adr/0021 beside this, and emergency.sql and guards.sql first.
--
-- What somebody has by nothing but an emergency is put right for them while it is open: by the same door, closing with it. After that
-- nothing new comes: not what corrects it, nor what restricts it or takes it away.

-- Whether somebody was told an entry otherwise than by an emergency. What one tells oneself after one is not.
create function sightline_told_otherwise(knower uuid, what uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.sightline_told t
        where t.knower_id = knower and t.entry_id = what and t.how <> 'emergency'
          and not (
              t.by_id = t.knower_id and t.how <> 'recorded'
              and exists (
                  select from public.sightline_told m
                  where m.knower_id = knower and m.entry_id = what and m.how = 'emergency' and m.stored <= t.stored
              )
          )
    );
$$;

-- A restriction that yields closes an entry only to somebody who has it by nothing but emergencies, none of them still open: what came by
-- the door later than the access closes with the access. (As sightline_told_otherwise has it, for the knower in force.)
create or replace view sightline_restricted with (security_barrier) as
select r.entry_id
from sightline_restriction r
where (r.knower_id = (select sightline_me()) or (r.knower_id is null and (select sightline_me()) <> all (r.spares)))
  and r.starts <= now() and (r.ends is null or r.ends > now())
  and not exists (select from sightline_lifting l where l.restriction_id = r.id)
  and not (
      r.yields
      and (
          exists (
              select from sightline_told t
              where t.knower_id = (select sightline_me()) and t.entry_id = r.entry_id and t.how <> 'emergency'
                and (t.by_id is distinct from t.knower_id or t.how = 'recorded' or t.stored < r.stored)
          )
          or exists (
              select from sightline_restriction still
              where still.entry_id = r.entry_id and still.knower_id = r.knower_id and still.yields and still.starts > now()
          )
      )
  );

create or replace function sightline_may_be_opened(what uuid, holder uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select public.sightline_told_otherwise(holder, what)
        and not exists (
            select from public.sightline_restriction r
            where r.entry_id = what and not r.yields and (r.ends is null or r.ends > now())
              and (r.knower_id is null or r.knower_id in (holder, public.sightline_me()))
              and not exists (select from public.sightline_lifting l where l.restriction_id = r.id)
        );
$$;

-- This will tell `onward` to everybody who was told `old`, as told by whoever told them that; who they are, its author is not told.
-- Whoever has `old` by an emergency alone gets it from the holder, if the holder has it, while that is open. And what they told on is told
-- onward by nobody stated: who has it no more is not to see by it that there is something new.
create or replace function sightline_pass_on(onward uuid, old uuid, bound uuid, spared uuid[]) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    insert into public.sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_time, told_ordinal)
    select gen_random_uuid(), was.knower_id, e.id,
        case when public.sightline_told_otherwise(was.by_id, old) or not exists (
            select from public.sightline_told t where t.knower_id = was.by_id and t.entry_id = old and t.how = 'emergency'
        ) then was.by_id end,
        'passed_on', e.noted_day, e.noted_time, e.noted_ordinal
    from public.sightline_entry e
    cross join lateral (
        select distinct on (t.knower_id) t.knower_id, case when t.by_id = t.knower_id then e.author_id else t.by_id end as by_id
        from public.sightline_told t
        where t.entry_id = old and (bound is null or t.knower_id = bound) and t.knower_id <> all (spared) and t.how <> 'emergency'
        order by t.knower_id, t.told_day, t.told_time nulls last, t.told_ordinal, t.stored, t.id
    ) was
    where e.id = onward and public.sightline_told_otherwise(was.knower_id, old)
      and not exists (select from public.sightline_told t where t.entry_id = onward and t.knower_id = was.knower_id)
      and not exists (select from public.sightline_withheld w where w.entry_id = onward and w.knower_id = was.knower_id);

    with door as (
        select distinct on (r.knower_id) r.knower_id, r.made_by_id, r.because_id, r.starts, e.noted_day, e.noted_time, e.noted_ordinal
        from public.sightline_entry e
        join public.sightline_restriction r on r.entry_id = old and r.yields and r.starts > now()
        where e.id = onward and (bound is null or r.knower_id = bound) and r.knower_id <> all (spared)
          and not exists (select from public.sightline_told t where t.entry_id = onward and t.knower_id = r.knower_id)
          and not exists (select from public.sightline_withheld w where w.entry_id = onward and w.knower_id = r.knower_id)
          and public.sightline_told_otherwise(r.made_by_id, onward)
          and not (e.kind = 'particulars' and exists (
              select from public.sightline_entryperson y
              join public.sightline_entry s on s.id = y.entry_id and s.kind = 'particulars'
              join public.sightline_payload b on b.entry_id = s.id
              where y.person_id = any (e.people) and b.body->>'protected' = 'true'
          ))
        order by r.knower_id, r.starts desc, r.id
    ), told as (
        insert into public.sightline_told (id, knower_id, entry_id, by_id, how, told_day, told_time, told_ordinal, idem)
        select gen_random_uuid(), knower_id, onward, made_by_id, 'emergency', noted_day, noted_time, noted_ordinal, because_id::text from door
    )
    insert into public.sightline_restriction (id, because_id, made_by_id, entry_id, knower_id, spares, starts, yields)
    select gen_random_uuid(), because_id, made_by_id, onward, knower_id, '{}', starts, true from door;
$$;

revoke execute on function sightline_told_otherwise(uuid, uuid) from public;
