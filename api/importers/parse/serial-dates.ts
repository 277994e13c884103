/**
 * Spreadsheet serial days to ISO text, `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ss` when there is a time of day.
 * 45292 = 2024-01-01 in the 1900 system, which counts a 29 February 1900 that never was; the 1904 system starts later.
 * Undefined outside of 1900-9999.
 */
export function serialToIso(serial: number, date1904 = false): string | undefined {
  const days = date1904 ? serial + 1462 : serial
  if (!(days >= 0 && days < 2_958_466)) return undefined
  const shifted = days < 60 ? days + 1 : days
  const seconds = Math.round(shifted * 86_400)
  const text = new Date((seconds - 25_569 * 86_400) * 1000).toISOString()
  return seconds % 86_400 === 0 ? text.slice(0, 10) : text.slice(0, 19)
}
