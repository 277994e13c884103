select key, overdue as numerator, open as denominator from petition_counts($1::jsonb, $2::text)
