/** One or many in English: whatever is not exactly one is many, also a number that is shown as `<5` and not known here. Chinese has one form. */
export const pluralRules = { en: (n: number): number => n === 1 ? 0 : 1 }
