import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitStatements } from '../../api/db/statements.ts'

const texts = (sql: string): string[] => splitStatements(sql).map((statement) => statement.sql)

describe('a file of SQL', () => {
  it.each([
    ['two statements and no last semicolon', 'select 1; select 2', ['select 1', 'select 2']],
    ['nothing but comments', '-- one;\n/* two; /* three; */ */ ;;\n', []],
    ['a semicolon in a string', "select ';', 'it''s;'; select 2", ["select ';', 'it''s;'", 'select 2']],
    ['a backslash before a quote', "select '\\'; select 2", ["select '\\'", 'select 2']],
    ['an escape string', "select E'\\';' ; select 2", ["select E'\\';'", 'select 2']],
    ['a name ending in e before a string', "select date'2026-01-01\\'; select 2", ["select date'2026-01-01\\'", 'select 2']],
    ['a quoted name', 'select 1 as ";"; select 2', ['select 1 as ";"', 'select 2']],
    ['a function body', 'create function f() as $$ begin; end; $$ language plpgsql; select 2',
      ['create function f() as $$ begin; end; $$ language plpgsql', 'select 2']],
    ['bodies in bodies', 'do $do$ begin execute $$ select 1; $$; end $do$; select 2',
      ['do $do$ begin execute $$ select 1; $$; end $do$', 'select 2']],
    ['parameters, which are no dollar quotes', 'select $1; select $2', ['select $1', 'select $2']],
    ['a comment inside a statement', 'select 1 -- one;\n + 2; select 3', ['select 1 -- one;\n + 2', 'select 3']],
    ['a comment after the last word', 'select 1 -- the end\n; /* x */', ['select 1']],
    ['an unclosed string', "select 'a; select 2", ["select 'a; select 2"]],
  ])('with %s', (_name, sql, expected) => {
    expect(texts(sql)).toEqual(expected)
  })

  it('tells on which line each statement begins', () => {
    expect(splitStatements('-- head\n\nselect 1;\n/* a\n b */ select\n 2;select 3;\n'))
      .toMatchObject([{ line: 3 }, { line: 5 }, { line: 6 }])
  })

  it('comes apart where its parts were joined, whatever they hold', () => {
    const inside = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('$', '').replaceAll("'", ''))
    const part = fc.oneof(
      inside.map((text) => `select '${text}'`),
      inside.map((text) => `do $body$${text}$body$`),
      inside.map((text) => `select "x${text.replaceAll('"', '')}"`),
      inside.map((text) => `select /* ${text.replaceAll('/', '').replaceAll('*', '')} */ 1`),
      fc.constant('create table t (id int)'),
    )
    const gap = fc.constantFrom(';', ' ;\n', '; -- and; so on\n', ';/* ; */')
    fc.assert(fc.property(fc.array(fc.tuple(part, gap)), (parts) => {
      expect(texts(parts.map(([sql, between]) => sql + between).join(''))).toEqual(parts.map(([sql]) => sql))
    }))
  })
})
