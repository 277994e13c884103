/** Marks that turn the reading direction: with them `exe.pdf` is written as `fdp.exe`. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/gu
const reserved = /[\\/:*?"<>|]/g

/**
 * A name under which a file may be saved again on any machine: without folders, control signs and marks of direction.
 *
 * @returns at most 200 characters, the ending kept
 */
export function safeFileName(given: string, ending: string): string {
  const last = given.normalize('NFC').replace(invisible, '').split(/[\\/]/).at(-1) ?? ''
  const stem = last.replace(/\.[^.]*$/, '').replace(reserved, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  return `${[...stem].slice(0, 190).join('') || 'file'}.${ending}`
}
