select key, petitions as numerator, null::bigint as denominator from petition_counts($1::jsonb, $2::text)
