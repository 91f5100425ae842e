import type { CommandData, CommandType } from '../../domain/commands.js';
import { addDays } from '../../domain/time/civil-date.js';
import {
  actor,
  command,
  LEARNER,
  Life,
  PEOPLE,
  rulesOn,
  SCHOOL,
  text,
} from '../../test/domain/lives/world.js';

const DAY = 86_400_000;
/** Mon 5.10.2026, 9.00 in Helsinki. */
const BEGINS = Date.UTC(2026, 9, 5, 6);
const CURATOR = { personId: PEOPLE.curator, role: 'curator', side: 'county' } as const;

/** Gives a command of the curator's today; a case for a bench has no refusals in it. */
function done<T extends CommandType>(life: Life, type: T, data: CommandData[T]): void {
  const result = life.give(command(actor('curator'), type, life.today, data));
  if (!result.ok) throw new Error(`${type}: ${result.code}`);
}

function begun(): Life {
  const life = new Life(rulesOn('2026-10-01'), BEGINS);
  done(life, 'raise-concern', {
    ...{ ref: 'R-2026-000001', learnerId: LEARNER, schoolId: SCHOOL, source: 'staff', urgent: false },
    ...{ topic: 'absence', discussedWith: ['learner'] },
    responsible: { county: PEOPLE.curator, school: PEOPLE.teacher },
  });
  done(life, 'offer-discussion', {
    ...{ withId: PEOPLE.curator, on: life.today, minute: 720, told: 'phone' },
  });
  done(life, 'record-discussion', { outcome: 'held' });
  done(life, 'tell-guardian', { way: 'phone' });
  done(life, 'record-causes', { causes: text(), withGuardian: true });
  done(life, 'propose-group', { members: [CURATOR] });
  done(life, 'record-consent', {
    ...{ memberId: 'm1', answer: 'given', by: LEARNER, byRole: 'learner', way: 'signed' },
  });
  return life;
}

/** Two weeks of a group at work: a meeting, an action from it, the action done; time reminds in between. */
function fortnight(life: Life): void {
  const invited = { invitedStaff: [CURATOR], invitedFamily: [] };
  done(life, 'call-meeting', { kind: 'expert-group', on: life.today, minute: 600, ...invited });
  done(life, 'record-meeting', {
    ...{ meetingId: `k${life.state?.meetings.length ?? 0}`, attended: [PEOPLE.curator] },
    responsible: { personId: PEOPLE.curator, side: 'county' },
    actions: [
      { ownerId: PEOPLE.curator, side: 'county', what: text(), dueOn: addDays(life.today, 10) },
      { ownerId: PEOPLE.curator, side: 'county', what: text(), dueOn: addDays(life.today, 12) },
    ],
    end: { kind: 'next', on: addDays(life.today, 14) },
  });
  life.until(life.now + 9 * DAY);
  for (const action of life.state?.actions.slice(-2) ?? [])
    done(life, 'complete-action', { actionId: action.id });
  life.until(life.now + 5 * DAY);
}

/** A case that has gone on until its log has so many events, all of them made by `decide` and `wake`. */
export function longCase(events: number): Life {
  const life = begun();
  while (life.log.length < events) fortnight(life);
  return life;
}
