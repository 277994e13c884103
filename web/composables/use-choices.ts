/** What the fields of a form can be chosen from; only what its fields need is asked for. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFeed } from './use-feed.ts'
import { useReference } from './use-reference.ts'
import { useSession } from './use-session.ts'
import { levels } from '../lib/levels.ts'
import { workUrl } from '../lib/work-urls.ts'
import type { AreaCollection, Level } from '../lib/api-types.ts'
import type { Field } from '../lib/form-fields.ts'
import type { ResponseUnit } from '../../api/contract/feeds/response-units.ts'
import type { ProblemRow } from '../../api/contract/feeds/problems.ts'

export interface Choice { code: string, name: string, group?: string }

/** `unitLevels` narrows whom something can be given to. */
export function useChoices(fields: Ref<readonly Field[]>, response: Ref<string | null>, unitLevels: Ref<readonly Level[] | null>) {
  const { t } = useI18n()
  const { session } = useSession()
  const needs = (kind: Field['kind']): boolean => fields.value.some((field) => field.kind === kind)
  const { options } = useReference(computed(() => needs('choice') || needs('category')))
  const units = useFeed<{ rows: ResponseUnit[] }>(() => needs('unit') ? workUrl('response-units', {}, { response: response.value }) : null)
  const departments = useFeed<{ rows: { code: string, name: string, level: string }[] }>(() => needs('department') ? workUrl('departments', {}) : null)
  const areas = useFeed<AreaCollection>(() => needs('area') ? '/api/feeds/key-areas' : null)
  const problems = useFeed<{ rows: ProblemRow[] }>(() => needs('problem') ? workUrl('problems', {}, { response: response.value, open: '1', limit: 500 }) : null)

  /** one's own level and below: others give their own work themselves */
  const mine = computed(() => levels.slice(Math.max(0, levels.indexOf((session.value?.scope[0]?.level ?? 'county') as Level))))

  function choices({ name: of, kind, list, values }: Field): Choice[] {
    switch (kind) {
      case 'unit': return (units.data.value?.rows ?? [])
        .filter(({ level }) => mine.value.includes(level) && (unitLevels.value === null || unitLevels.value.includes(level)))
        .map(({ code, name, level }) => ({ code, name, group: t(`response.level.${level}`) }))
      case 'department': return departments.data.value?.rows ?? []
      case 'area': return (areas.data.value?.features ?? []).map(({ properties: { code, name } }) => ({ code, name }))
      case 'problem': return (problems.data.value?.rows ?? []).map(({ problem_no: code, title, unit_name: unit }) => ({ code, name: `${title}（${unit ?? ''}）` }))
      // a problem is of a kind, not of a heading: headings are groups
      case 'category': return options('category').filter(({ code }) => !code.endsWith('00')).map(({ code, name, parent }) =>
        ({ code, name, group: options('category').find((one) => one.code === parent)?.name ?? '' }))
      default: return list === null ? values.map((code) => ({ code, name: t(`response.${of === 'adapter' ? 'adapter' : 'level'}.${code}`) })) : options(list)
    }
  }
  return { choices }
}
