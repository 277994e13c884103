import { parseArgs, type ParseArgsConfig } from 'node:util'
import { consoleLog as log } from './console-log.ts'

/**
 * The arguments of a command. `--help` or `-h` prints how it is used and ends the process with 0, before anything is opened.
 * @throws an `Error` that names the argument nobody knows and says how the command is used
 */
export function argumentsOf<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    log.info(usage)
    process.exit(0)
  }
  try {
    return parseArgs(config)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // node explains at length how a value beginning with a dash would be written; the first sentence names the argument
    const [reason] = error.message.split('. ')
    throw new Error(`参数有误 / wrong arguments: ${reason ?? ''}\n${usage}`, { cause: error })
  }
}
