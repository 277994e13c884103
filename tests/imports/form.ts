/** A multipart request with one file, as a browser sends it. */
export function form(fileName: string, content: string) {
  const boundary = '----rgtest'
  return {
    payload: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--${boundary}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
