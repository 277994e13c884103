/** Holds the lock named by argv[2] and keeps a sleeping child, as the program keeps its database process. */
import { spawn } from 'node:child_process'
import { lockData } from '../../api/db/data-lock.ts'

const lock = await lockData(process.argv[2] ?? '')
const child = spawn('sleep', ['600'], { stdio: 'ignore', detached: true })
lock.noteChild(child.pid ?? 0)
process.send?.({ child: child.pid })
setInterval(() => undefined, 1_000)
