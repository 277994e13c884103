/** Properties are tried with numbers of their own in each run, but in CI with the same ones: a change is judged by what it changed. */
import fc from 'fast-check'

if (process.env['CI']) fc.configureGlobal({ seed: 20261128 })
