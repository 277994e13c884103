/** A multipart request with one file, as a browser sends it. */
export function form(fileName: string, content: string | Buffer) {
  const boundary = '----rgtest'
  return {
    payload: Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv\r\n\r\n`),
      Buffer.from(content as string), Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
