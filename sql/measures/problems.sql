select key, n as numerator, null::bigint as denominator from problem_counts($1::jsonb, $2::text)
