/** Roles that can sign in, in the order in which they are listed; the same codes as the rows of table `role`. */
export const roles = [
  'leader', 'office', 'township', 'village', 'group', 'planner', 'sysadmin', 'secadmin', 'auditor', 'wall',
] as const

export type Role = (typeof roles)[number]

/** Roles whose business is petitions: everybody but the three administrators. */
export const businessRoles = ['leader', 'office', 'township', 'village', 'group', 'planner', 'wall'] as const satisfies Role[]
