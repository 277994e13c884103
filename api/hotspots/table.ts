/** Numbers of the database as it tells them in one text: `a,b,c;d,e,f`, whole numbers >= 0, every row of one width. */
export interface Table {
  width: number
  /** row after row; NaN where a field is empty */
  values: Float64Array
}

const [comma, semicolon, zero, nine] = [44, 59, 48, 57]

/** Read character by character: a county's cells by month are three million characters, and pieces of text would cost ten times as much. */
export function tableOf(text: string): Table {
  if (text === '') return { width: 1, values: new Float64Array(0) }
  let [fields, rows] = [1, 1]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === comma || code === semicolon) fields++
    if (code === semicolon) rows++
  }
  const values = new Float64Array(fields)
  let [at, value] = [0, Number.NaN]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= zero && code <= nine) value = (Number.isNaN(value) ? 0 : value * 10) + (code - zero)
    else if (code === comma || code === semicolon) {
      values[at++] = value
      value = Number.NaN
    } else throw new RangeError(`not a number at ${i}: ${text.slice(i, i + 20)}`)
  }
  values[at] = value
  return { width: fields / rows, values }
}
