import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface RunAs { uid: number; gid: number }

/**
 * PostgreSQL refuses to run as root. For root this is the system user `postgres` that the package made; for anybody
 * else nothing changes.
 *
 * @throws Error when root has no such user to become
 */
export async function clusterOwner(uid = process.getuid?.(), passwd = '/etc/passwd'): Promise<RunAs | undefined> {
  if (uid !== 0) return undefined
  const line = (await readFile(passwd, 'utf8')).split('\n').find((entry) => entry.startsWith('postgres:'))
  const [, , user, group] = line?.split(':') ?? []
  if (user === undefined || group === undefined) {
    throw new Error(
      'PostgreSQL 不能以 root 运行，且没有 postgres 用户：请换普通用户启动' +
      ' / PostgreSQL does not run as root and there is no user "postgres": start the program as an ordinary user',
    )
  }
  return { uid: Number(user), gid: Number(group) }
}

/** Runs one of PostgreSQL's programs to its end. @throws Error with what it said */
export async function runTool(program: string, args: readonly string[], owner: RunAs | undefined): Promise<void> {
  await run(program, [...args], { ...owner, cwd: '/', timeout: 120_000 }).catch((error: unknown) => {
    const said = (error as { stderr?: string }).stderr ?? ''
    throw new Error(`${program}: ${said.trim() || String(error)}`)
  })
}
