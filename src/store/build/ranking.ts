/** SQL that puts what the sources hold in order, the best first. Both end in what makes it total. */

/**
 * The candidates of each attribute: how usable they are, then trust in the source, then recency.
 * Names of the same letters stand together, at the place of the latest of them: there a writing that
 * is not all capitals goes first. Nobody's capitals are made small.
 */
export const rankedCandidates: string = `
  select *, row_number() over (partition by person_id, attribute
           order by quality desc, trust desc, latest desc, letters, is_capitals,
                    recorded_on desc, feed, content, person_key)::int as rank
  from (
    select *, max(recorded_on) over (partition by person_id, attribute, quality, trust, letters) as latest
    from (
      select c.*, coalesce(s.trust, 0) as trust, lower(c.content::text) as letters,
             c.attribute = 'name' and name = upper(name) as is_capitals
      from candidate c
      left join store.source_attribute s using (feed, attribute)
      cross join lateral (select concat(c.content ->> 'given', c.content ->> 'family') as name) n
    ) trusted
  ) dated`

/**
 * The addresses of a person, in the words of extract.current_record_v1 (r) and the source's trust (s):
 * one that can be found (postcode and first line) before half of one, then trust, then the latest
 * start. Whether one has ended comes before all that, and depends on the day of reading.
 */
export const addressOrder: string = `
  (r.content ? 'postcode')::int + (jsonb_array_length(r.content -> 'lines') > 0)::int desc,
  coalesce(s.trust, 0) desc,
  coalesce((r.content ->> 'fromOn')::date, (r.content ->> 'toOn')::date, r.recorded_on) desc,
  r.recorded_on desc, r.feed, r.record_key`
