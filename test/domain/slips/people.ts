import { createHash } from 'node:crypto';
import type { TextRef } from '../../../domain/commands.js';
import { asId, type CommandId, type PersonId, type TextId, type UnitId } from '../../../domain/ids.js';
import type { Actor, Side, StaffRole } from '../../../domain/people.js';
import { instant, type Instant } from '../../../domain/time/instant.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { atLocal } from '../../../domain/time/zone.js';
import { compileFor } from '../../../policies/registry.js';
import { slipRules } from '../../../policies/slips.js';

/** An id that the same name always gives. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const SCHOOL = asId<UnitId>(idOf('school'));

export const RULES = slipRules(
  compileFor({ schoolId: SCHOOL, level: 'basic', calendarName: 'espoo-sample', on: parseDate('2027-08-01') }),
);

/** A local day and time of the school ("2027-08-16 09:00"). */
export function at(local: string): Instant {
  const [date = '', time = '00:00'] = local.split(' ');
  const [h = '0', m = '0'] = time.split(':');
  return instant(atLocal(RULES.rules.calendar.zone, parseDate(date), Number(h) * 60 + Number(m)));
}

export function staff(name: string, role: StaffRole, side: Side, unitId: UnitId | null = SCHOOL): Actor {
  return { personId: asId<PersonId>(idOf(name)), roles: [{ role, side, unitId }], kind: 'person' };
}

export const teacher = staff('teacher', 'class_teacher', 'school');
export const curator = staff('curator', 'curator', 'county');
export const secondCurator = staff('second curator', 'curator', 'county');
export const nurse = staff('nurse', 'school_nurse', 'county');
export const coordinator = staff('coordinator', 'coordinator', 'county', null);
export const supervisor = staff('supervisor', 'supervisor', 'county', null);
export const elsewhere = staff('elsewhere', 'curator', 'county', asId<UnitId>(idOf('another school')));
/** The public page: nobody is signed in there. */
export const nobody: Actor = { personId: null, roles: [], kind: 'system' };

export function words(text: string): TextRef {
  return { textId: asId<TextId>(idOf(text)), hmac: createHash('sha256').update(text).digest('hex') };
}

export function envelope(name: string, slipId: string, actor: Actor, received: Instant) {
  return { v: 1, id: asId<CommandId>(idOf(name)), slipId, receivedAt: received, actor } as const;
}
