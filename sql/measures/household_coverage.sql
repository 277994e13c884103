select key, done as numerator, planned as denominator from visit_counts($1::jsonb, $2::text)
