select key, kept as numerator, due as denominator from commitment_counts($1::jsonb, $2::text)
