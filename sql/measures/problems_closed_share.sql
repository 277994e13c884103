select key, closed as numerator, n as denominator from problem_counts($1::jsonb, $2::text)
