/** The life of one matter on the calendar: clocks kept and missed, and where it stands on the last day. */
import type { Dice } from './dice.ts'
import type { Planned } from './plan.ts'
import type { Route, State } from './types.ts'

/** Day numbers of the period; null = has not happened. */
export interface Life {
  registered: number
  accepted: number | null
  opinion: number | null
  closed: number | null
  settled: number | null
  due: number | null
  extended: boolean
  state: State
  route: Route | null
}

const LEGAL_ROUTES: readonly Route[] =
  ['litigation', 'arbitration', 'administrative', 'administrative', 'duty', 'duty', 'party']

/** `last` is the last day of the period. */
export function lifeOf(planned: Planned, request: boolean, last: number, dice: Dice): Life {
  const { day, open, settledFirst } = planned
  const register = registering(dice)
  const accept = register + accepting(dice)
  const { days: handle, extended } = handling(dice)
  const opinion = accept + handle
  const finish = opinion + dice.int(0, 18)
  const life: Life = {
    registered: Math.min(last, day + register), accepted: null, opinion: null, closed: null, settled: null,
    due: null, extended: false, state: 'registered', route: request ? 'petition' : null,
  }
  if (dice() < 0.05) life.due = life.registered + dice.pick([20, 30, 45])
  if (open) return standing(life, { day, accept, opinion, extended, last }, dice)
  // a young matter that is closed already went faster, never later than the last day
  const pace = Math.min(1, (last - day) / finish)
  const at = (offset: number): number => day + Math.floor(offset * pace)
  life.registered = at(register)
  life.closed = at(finish)
  const end = settledFirst ? 'settled' : ending(request, dice)
  life.state = end
  if (end === 'withdrawn' || end === 'not_accepted') return life
  if (end === 'routed') {
    life.route = dice.pick(LEGAL_ROUTES)
    life.closed = at(accept)
    return life
  }
  life.accepted = at(accept)
  life.opinion = at(opinion)
  life.extended = extended && pace === 1
  if (end === 'settled') life.settled = life.closed
  return life
}

function registering(dice: Dice): number {
  const draw = dice()
  return draw < 0.8 ? dice.int(0, 4) : draw < 0.972 ? dice.int(5, 14) : dice.int(17, 26)
}

function accepting(dice: Dice): number {
  const draw = dice()
  return draw < 0.75 ? dice.int(1, 8) : draw < 0.945 ? dice.int(9, 14) : dice.int(18, 34)
}

function handling(dice: Dice): { days: number, extended: boolean } {
  const draw = dice()
  if (draw < 0.3) return { days: dice.int(2, 13), extended: false }
  if (draw < 0.86) return { days: dice.int(14, 57), extended: false }
  if (draw < 0.94) return { days: dice.int(62, 88), extended: true }
  return { days: dice.int(64, 150), extended: false }
}

function ending(request: boolean, dice: Dice): State {
  const draw = dice()
  if (request && draw < 0.19) return 'routed'
  if (draw < 0.24) return 'not_accepted'
  if (draw < 0.32) return 'withdrawn'
  return draw < 0.58 ? 'settled' : 'closed'
}

interface Course { day: number, accept: number, opinion: number, extended: boolean, last: number }

/** Where an open matter stands: as far as its days have carried it, or stuck on the way. */
function standing(life: Life, { day, accept, opinion, extended, last }: Course, dice: Dice): Life {
  const stuck = dice()
  if (day + accept > last || stuck < 0.04) {
    life.state = life.registered === last || dice() < 0.35 ? 'registered' : 'transferred'
    return life
  }
  life.accepted = day + accept
  life.extended = extended && day + accept + 55 <= last
  if (day + opinion > last || stuck < 0.6) {
    life.state = last - life.accepted < 7 ? 'accepted' : 'handling'
    return life
  }
  life.opinion = day + opinion
  const age = last - life.opinion
  life.state = age < 31 || stuck < 0.72 ? 'opinion_issued' : stuck < 0.91 ? 'review' : 'recheck'
  return life
}
