import type { Feature, Geometry } from 'geojson'
import type { Cell, Notice } from '../types.ts'

/** Turns the properties of features into cells: columns are learned from the first features, later names are reported. */
export class FeatureRows {
  columns: string[] = []
  #index = new Map<string, number>()
  #unknown = new Map<string, number>()

  learn(feature: Feature<Geometry | null>): void {
    for (const name of Object.keys(feature.properties ?? {})) {
      if (this.#index.has(name) || this.columns.length >= 500) continue
      this.#index.set(name, this.columns.length)
      this.columns.push(name)
    }
  }

  cells(feature: Feature<Geometry | null>): Cell[] {
    const cells = new Array<Cell>(this.columns.length).fill(null)
    for (const [name, value] of Object.entries(feature.properties ?? {})) {
      const at = this.#index.get(name)
      if (at === undefined) this.#unknown.set(name, (this.#unknown.get(name) ?? 0) + 1)
      else cells[at] = asCell(value)
    }
    return cells
  }

  warnings(): Notice[] {
    if (this.#unknown.size === 0) return []
    const names = [...this.#unknown.keys()].slice(0, 5).join('、')
    return [{
      code: 'late-columns', zh: `前 1,000 个要素之后才出现的属性未读取：${names}。`,
      en: `Properties first seen after feature 1,000 were not read: ${names}.`,
    }]
  }
}

function asCell(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) return value.join('、')
  return JSON.stringify(value)
}
