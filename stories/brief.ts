import type { Detail } from './details.js';
import type { DutyLine } from './duty-lines.js';
import type { Row, Saying } from './table.js';

function detail(it: Detail): string {
  switch (it.kind) {
    case 'code':
      return it.code;
    case 'date':
      return `next ${it.date}`;
    case 'time':
      return it.date;
    case 'people':
      return it.people.join('+');
    case 'consent':
      return `${it.person}=${it.state}`;
    case 'uninvited':
      return `no longer invited ${it.people.join('+')}`;
    case 'word':
      return it.word;
  }
}

function duty(it: DutyLine): string {
  switch (it.is) {
    case 'begun':
      return `+${it.duty}(${it.owner}) ${it.on ?? 'without delay'}${it.provisional ? '?' : ''}`;
    case 'expected':
      return `expected ${it.duty} ${it.on ?? 'without delay'}`;
    case 'kept':
      return `✓${it.duty}`;
    case 'gone':
      return `-${it.duty}`;
    case 'moved':
      return `${it.duty} ${it.from} → ${it.to}`;
    case 'passedOn':
      return `${it.duty} to ${it.owner}`;
    case 'notKept':
    case 'answered':
    case 'late':
    case 'openAgain':
    case 'paused':
      return `${it.is} ${it.duty}`;
  }
}

function saying(it: Saying): string {
  switch (it.kind) {
    case 'event':
      return [it.type, ...it.details.map(detail), ...it.duties.map(duty)].join(', ');
    case 'reminder':
      return `(${it.duty})`;
    case 'denial':
      return `${it.command} refused: ${it.refusal.code} (${it.refusal.source})`;
  }
}

/** A row as one line of codes: what a test expects, whatever the words are. */
export function brief({ at, who, says, mails }: Row): string {
  const mail = mails.map(({ to, template }) => `${to} ${template}`).join(', ');
  return [at, who, says.map(saying).join('; '), ...(mail ? [`→ ${mail}`] : [])]
    .join(' ')
    .replaceAll(/ +/g, ' ');
}
