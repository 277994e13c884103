import { setTimeout as pause } from 'node:timers/promises'

/** Asks again while a machine under load says "come again" (503), as browsers and scripts are told to. */
export async function patiently<Answer extends { statusCode: number }>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await ask()
    if (answer.statusCode !== 503 || tries === 60) return answer
    await pause(500)
  }
}
