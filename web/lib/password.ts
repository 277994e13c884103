/** The server's password rule, said early: at least 10 characters from three of four classes (domain 11). */
export function strongEnough(password: string): boolean {
  const classes = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\d]/u].filter((pattern) => pattern.test(password)).length
  return [...password].length >= 10 && classes >= 3
}
