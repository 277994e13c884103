// Sums the reports of `vitest --reporter=json`: prints every failed test, then the last line `N passed, N failed`.
// Exit 1 when a test or a file failed, or when nothing ran.
import { readFileSync } from 'node:fs'

let passed = 0
let failed = 0
for (const file of process.argv.slice(2)) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  for (const { name, status, message, assertionResults } of report.testResults) {
    const faults = assertionResults.filter((one) => one.status === 'failed')
    for (const { fullName, failureMessages } of faults) console.log(`FAILED ${name}: ${fullName}\n${failureMessages.join('\n')}\n`)
    // a file that cannot be loaded, or whose hooks fail, has no failed test of its own
    if (status === 'failed' && faults.length === 0) {
      failed += 1
      console.log(`FAILED ${name}: ${message}\n`)
    }
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
