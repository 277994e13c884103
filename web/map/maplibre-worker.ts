/** The map library's worker, with answers no longer than they need to be. */
import { sendLess } from './lean-answers.ts'
import 'maplibre-gl/dist/maplibre-gl-worker.mjs'

sendLess(self)
