/** The page of `/api/docs`: every address from the OpenAPI document, without a script and without another host. */

interface Parameter { name?: string, in?: string, required?: boolean, description?: string, schema?: unknown }
interface Operation {
  summary?: string
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  'x-authz'?: { roles: readonly string[] | string, scope: string, audit?: boolean }
}
export interface Document {
  info: { title: string, description?: string }
  paths?: Record<string, Record<string, Operation>>
}

const escape = (text: unknown): string => String(text)
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const rolesOf = ({ 'x-authz': authz }: Operation): string => {
  if (!authz) return ''
  return typeof authz.roles === 'string' ? '公开 / public' : authz.roles.join(', ')
}

function parametersOf({ parameters = [] }: Operation): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(({ name, in: place, required, description, schema }) =>
    `<tr><td><code>${escape(name)}</code>${required ? ' *' : ''}</td><td>${escape(place)}</td>`
    + `<td>${escape(description ?? '')}</td><td><code>${escape(JSON.stringify(schema))}</code></td></tr>`)
  return `<table><thead><tr><th>参数 parameter</th><th>位置 in</th><th>说明</th><th>schema</th></tr></thead>`
    + `<tbody>${rows.join('')}</tbody></table>`
}

function bodyOf({ requestBody }: Operation): string {
  return Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) =>
    `<details><summary>${escape(type)}</summary><pre>${escape(JSON.stringify(schema, null, 2))}</pre></details>`).join('')
}

const section = (path: string, method: string, operation: Operation): string => `<section>
<h2><span class="method ${escape(method)}">${escape(method.toUpperCase())}</span> <code>${escape(path)}</code></h2>
<p>${escape(operation.summary ?? '')}</p>
<p class="rule">${escape(rolesOf(operation))}${operation['x-authz']?.audit ? ' · 留痕 / audited' : ''}</p>
${parametersOf(operation)}${bodyOf(operation)}</section>`

export function docsPage({ info, paths = {} }: Document): string {
  const sections = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).filter(([method]) => method !== 'head').map(([method, operation]) => section(path, method, operation)))
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)}</title><link rel="stylesheet" href="/api/docs/style.css"></head>
<body><main><h1>${escape(info.title)}</h1><p>${escape(info.description ?? '')}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>${sections.join('\n')}</main></body></html>`
}

export const docsStyle = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, 'Noto Sans SC', sans-serif }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .5rem 0 }
h2 { font-size: 1rem; margin: .5rem 0 0 } p { margin: .25rem 0 } .rule { opacity: .75; font-size: .85rem }
.method { display: inline-block; min-width: 4rem; font-weight: 600 }
table { border-collapse: collapse; width: 100%; font-size: .85rem; margin: .5rem 0 }
th, td { text-align: left; vertical-align: top; padding: .15rem .75rem .15rem 0; overflow-wrap: anywhere }
pre { overflow: auto; font-size: .8rem }
`
