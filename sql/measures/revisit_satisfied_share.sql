select key, satisfied as numerator, n as denominator from revisit_counts($1::jsonb, $2::text)
