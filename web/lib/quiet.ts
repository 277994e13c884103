/** Does a time of the day, `HH:MM`, lie in the quiet hours? They may pass midnight; equal ends mean none. */
export const isQuiet = (at: string, from: string, until: string): boolean =>
  from <= until ? at >= from && at < until : at >= from || at < until
