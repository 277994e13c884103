import { describe, expect, it } from 'vitest'
import { XmlWalk } from '../../api/importers/read/xml.ts'
import { read, refusal } from './files.ts'
import { workbook } from './workbook.ts'
import { zip } from './zip-writer.ts'

const placemark = '<Placemark><name>发界片区</name><styleUrl>#a</styleUrl><ExtendedData><Data name="kind"><value>征地拆迁片区</value></Data><Data name="户数"><value>526</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>104,27,0 104.1,27,0 104.1,27.1,0 104,27,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>'
const kml = (body = placemark, before = '') => `<?xml version="1.0" encoding="UTF-8"?>${before}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>${body}</Folder></Document></kml>`

describe('KML', () => {
  it('gives its placemarks with their data and shape; drawing style is no property', async () => {
    const { understood, rows } = await read(kml(), { kind: 'key-areas' })
    expect(understood).toMatchObject({ format: 'kml', crs: { id: 'EPSG:4326', how: 'declared' } })
    expect(understood.columns.map((column) => column.header)).toEqual(['name', 'kind', '户数'])
    expect(rows).toMatchObject([{ line: 1, values: { name: '发界片区', kind: 'land_requisition', households: 526 }, geometry: { type: 'Polygon', coordinates: [[[104, 27], [104.1, 27], [104.1, 27.1], [104, 27]]] }, errors: [] }])
  })

  it('is read out of a KMZ', async () => {
    const { understood, rows } = await read(zip([{ name: 'doc.kml', data: kml() }, { name: 'icon.png', data: 'x' }]), { kind: 'key-areas' })
    expect([understood.format, rows.length]).toEqual(['kmz', 1])
  })

  it('with a DOCTYPE is refused: nothing is fetched and nothing is expanded', async () => {
    const external = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${'bcdefghij'.split('').map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`
    for (const attack of [external, laughs, '<!DOCTYPE kml SYSTEM "http://example.invalid/x.dtd">']) {
      const started = performance.now()
      expect((await refusal(() => read(kml('<name>&x;</name>', attack), { kind: 'key-areas' }))).code).toBe('xml-doctype')
      expect(performance.now() - started).toBeLessThan(10_000)
    }
    expect((await refusal(() => read(kml('<name>&unknown;</name>'), { kind: 'key-areas' }))).code).toBe('xml-broken')
  })

  it('that is cut short, badly nested too deep or not what it says is refused', async () => {
    expect((await refusal(() => read(kml().slice(0, -30), { kind: 'key-areas' }))).code).toBe('xml-broken')
    expect((await refusal(() => read(kml('<Folder>'.repeat(5_000)), { kind: 'key-areas' }))).code).toBe('xml-broken')
    expect((await refusal(() => read(Buffer.concat([Buffer.from(kml().slice(0, 150)), Buffer.from([0xff, 0xfe]), Buffer.from(kml().slice(150))]), { kind: 'key-areas' }))).code).toBe('encoding-broken')
  })
})

describe('the walk over XML', () => {
  it('sees the same events wherever the text is cut, also inside comments and CDATA', () => {
    const xml = '<?xml version="1.0"?><a x="1>2"><!-- <b> --><x:b y=\'3\'/>t&amp;&#x5927;<![CDATA[<raw>&]]></a>'
    const events = (chunks: string[]) => {
      const seen: string[] = []
      const walk = new XmlWalk({ open: (name) => seen.push(`<${name}`), close: (name) => seen.push(`>${name}`), text: (text) => seen.push(text) })
      for (const chunk of chunks) walk.write(chunk)
      walk.end()
      return seen.join('|').replace(/\|t&大\|/, '|t&大|')
    }
    const whole = events([xml])
    expect(whole).toBe('<a|<b|>b|t&大|<raw>&|>a')
    for (let cut = 1; cut < xml.length; cut++) expect(events([xml.slice(0, cut), xml.slice(cut)]), String(cut)).toBe(whole)
  })

  it('refuses a DOCTYPE inside a workbook too', async () => {
    const book = workbook([{ name: 'a', rows: [['x']] }], { extra: [{ name: 'xl/styles2.xml', data: '' }] })
    expect(book.length).toBeGreaterThan(0)
    expect((await refusal(() => read(zip([
      { name: '_rels/.rels', data: '<Relationships/>' },
      { name: 'xl/workbook.xml', data: '<!DOCTYPE x [<!ENTITY a "b">]><workbook><sheets/></workbook>' },
    ])))).code).toBe('xml-doctype')
  })
})
