select key, repeat as numerator, petitions as denominator from petition_counts($1::jsonb, $2::text)
