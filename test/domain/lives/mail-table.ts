import { fold } from '../../../domain/evolve.js';
import { mailsOf } from '../../../domain/mails.js';
import type { CaseState } from '../../../domain/state.js';
import { localDate, localMinute } from '../../../domain/time/zone.js';
import { PEOPLE, type Life, type Who } from './world.js';

function nameOf(personId: string): string {
  return (Object.keys(PEOPLE) as Who[]).find((who) => PEOPLE[who] === personId) ?? 'family';
}

/** Every mail of a life as a line: earliest local day and time, receiver, text. */
export function mailTable(life: Life): string[] {
  const { zone } = life.rules.calendar;
  const lines: string[] = [];
  let met: CaseState | null = null;
  for (const event of life.log) {
    const after: CaseState | null = fold([event], life.caseId, met);
    for (const mail of after ? mailsOf(event, met, after, life.rules) : []) {
      const minute = localMinute(zone, mail.notBefore);
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const to = 'personId' in mail.to ? nameOf(mail.to.personId) : `${mail.to.side} ${mail.to.rung}`;
      lines.push(`${localDate(zone, mail.notBefore)} ${time} ${to}: ${mail.template}`);
    }
    met = after;
  }
  return lines;
}
