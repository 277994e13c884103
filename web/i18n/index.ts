/** Chinese first; English is fetched when somebody asks for it. */
import { createI18n } from 'vue-i18n'
import { pluralRules } from './plural.ts'
import zh from './zh.ts'
import type { Messages } from './zh.ts'

export const languages = ['zh-CN', 'en'] as const
export type Language = typeof languages[number]

const key = 'language'

export const i18n = createI18n<false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  pluralRules,
  messages: { 'zh-CN': zh },
})

export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en') i18n.global.setLocaleMessage('en', (await import('./en.ts')).default satisfies Messages)
  i18n.global.locale.value = language
  localStorage.setItem(key, language)
}

const remembered = localStorage.getItem(key)
if (remembered === 'en') void setLanguage('en')
