/** Which forms of the joint response are offered here: those of the role, and none on a day that is over. The server decides. */
import { acts } from '../lib/work-rights.ts'
import type { WorkAction } from '../lib/work-rights.ts'
import { useDay } from './use-day.ts'
import { useSession } from './use-session.ts'

export function useActs() {
  const { session } = useSession()
  const { past } = useDay()
  return (name: WorkAction): boolean => past.value === null && acts(name, session.value?.role)
}
