/**
 * Fewer than so many are not told to whoever may not see rows, and nothing is a share of them ([default] k of domain sections 2.4
 * and 5). The same number is `small_number()` in sql/rules/088_small_numbers.sql; tests/contract/small-number.test.ts holds them together.
 */
export const smallNumber = 5

/** What stands in the place of a number that is not told. */
export const fewer = `<${smallNumber}`
