/**
 * Parts of one answer, read side by side, which a server works out on two cores; all by one statement when somebody wrote in between.
 *
 * @param read gives what was asked for with the version of the data it saw
 * @returns what was found for each part, or one finding with all of them
 */
export async function sideBySide<Part, Found extends { version: number }>(
  parts: readonly Part[], read: (parts: readonly Part[]) => Promise<Found>,
): Promise<Found[]> {
  const found = await Promise.all(parts.map((part) => read([part])))
  return new Set(found.map(({ version }) => version)).size === 1 ? found : [await read(parts)]
}
