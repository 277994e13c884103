import { describe, expect, it, test } from 'vitest'
import { roles } from '../../api/contract/roles.ts'
import { homeOf, mayOpen, navigationFor } from '../../web/lib/navigation.ts'
import { routes } from '../../web/routes.ts'

const pages = (role: (typeof roles)[number] | undefined) => navigationFor(role).map(({ name }) => name)
const known: unknown[] = routes.map(({ name }) => name)

describe('the bar of pages', () => {
  it('shows nobody a page before sign-in, and the three administrators none about petitions', () => {
    expect(pages(undefined)).toEqual([])
    expect(pages('sysadmin')).toEqual(['settings'])
    expect(pages('secadmin')).toEqual([])
    expect(pages('auditor')).toEqual([])
  })

  it('shows the kiosk what counts and nothing that lists', () => {
    expect(pages('wall')).toEqual(expect.arrayContaining(['map', 'hotspots']))
    for (const page of ['work', 'problems', 'imports', 'places', 'settings']) expect(pages('wall')).not.toContain(page)
  })

  it('leads only to pages that the router knows', () => {
    for (const role of roles) for (const { name } of navigationFor(role)) expect(known).toContain(name)
  })

  it('opens a page of the bar to those who find its door there and to nobody else; pages beside the bar to everybody', () => {
    for (const role of roles) for (const name of known) {
      const inBar = roles.some((one) => (pages(one) as unknown[]).includes(name))
      expect([role, name, mayOpen(name, role)]).toEqual([role, name, !inBar || (pages(role) as unknown[]).includes(name)])
    }
    expect(mayOpen('imports', undefined)).toBe(false)
  })
})

test.each([
  ['leader', false, '/map'], ['office', true, '/map'], ['township', false, '/map'], ['township', true, '/work'], ['village', true, '/work'],
  ['group', true, '/work'], ['planner', true, '/map'], ['sysadmin', false, '/settings'], ['wall', false, '/map'],
] as const)('%s, on a phone %s, begins at %s', (role, phone, home) => {
  expect(homeOf(role, phone)).toBe(home)
})
