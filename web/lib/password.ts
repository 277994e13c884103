/** The server's password rule, said early: at least 10 characters from three of four classes (domain 11); 汉字 are of the fourth. */
export function strongEnough(password: string): boolean {
  const plain = password.normalize('NFKC')
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((pattern) => pattern.test(plain)).length
  return [...plain].length >= 10 && classes >= 3
}
