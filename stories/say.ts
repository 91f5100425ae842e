import { compose } from '../activities/mail/compose.js';
import { dateText, fill, timeText } from '../activities/mail/texts.js';
import type { CivilDate } from '../domain/time/civil-date.js';
import type { Detail } from './details.js';
import type { DutyLine } from './duty-lines.js';
import { postOf, type Person } from './stage/directory.js';
import type { Doer, Row, RowMail, Saying } from './table.js';
import type { Words } from './words.js';

/** A row of the table in words. */
export interface SaidRow {
  readonly when: string;
  readonly who: string;
  /** One sentence or line each. */
  readonly what: readonly string[];
  readonly mails: readonly string[];
}

const FAMILY: ReadonlySet<Person> = new Set<Person>(['learner', 'guardian', 'otherGuardian']);

function isFamily(person: Person): person is 'learner' | 'guardian' | 'otherGuardian' {
  return FAMILY.has(person);
}

/** A person by role; those who hold the same post at two employers, with the employer. */
function personIn({ codes, story }: Words, person: Person): string {
  if (isFamily(person)) return person === 'otherGuardian' ? story.otherGuardian : codes.role[person];
  const { role, side } = postOf(person);
  return role === 'coordinator' || role === 'supervisor'
    ? `${codes.role[role]} (${story.employer[side]})`
    : codes.role[role];
}

function doerIn(words: Words, who: Doer): string {
  if (who === 'time') return words.story.time;
  return who === 'service' ? words.codes.role.system : personIn(words, who);
}

function dateIn({ language, story }: Words, date: CivilDate | null): string {
  return date === null ? story.noDate : dateText(language, date);
}

function listIn({ language }: Words, parts: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(parts);
}

function worded(table: Readonly<Record<string, string>>, code: string): string {
  const words = table[code];
  if (words === undefined) throw new Error(`no words for ${code}`);
  return words;
}

function detailIn(words: Words, detail: Detail): string {
  const { codes, language, story } = words;
  switch (detail.kind) {
    case 'code': {
      // The group is a table of words by code; which codes it has, the compiler cannot see from here.
      const group = codes[detail.group] as Readonly<Record<string, string>>;
      return worded(group, detail.code);
    }
    case 'date':
      return fill(story.nextOn, { date: dateText(language, detail.date) });
    case 'time':
      return `${dateText(language, detail.date)} ${timeText(language, detail.minute)}`;
    case 'people':
      return listIn(
        words,
        detail.people.map((person) => personIn(words, person)),
      );
    case 'consent': {
      const states: Readonly<Record<string, string>> = codes.consent;
      const state = worded(states, detail.state);
      return fill(story.consentOf, { who: personIn(words, detail.person), state });
    }
    case 'uninvited': {
      const who = listIn(
        words,
        detail.people.map((person) => personIn(words, person)),
      );
      return fill(story.uninvited, { who });
    }
    case 'word':
      return story[detail.word];
  }
}

function dutyIn(words: Words, line: DutyLine): string {
  const { codes, story } = words;
  const duty = codes.duty[line.duty];
  switch (line.is) {
    case 'expected':
      return fill(line.on === null ? story.expectedNow : story.expected, {
        duty,
        date: dateIn(words, line.on),
      });
    case 'begun': {
      const slots = {
        duty,
        who: line.owner ? personIn(words, line.owner) : '',
        date: dateIn(words, line.on),
      };
      const open = line.provisional ? story.begunMaybe : story.begun;
      return fill(line.on === null ? story.begunNow : open, slots);
    }
    case 'moved':
      return fill(story.moved, { duty, from: dateIn(words, line.from), to: dateIn(words, line.to) });
    case 'passedOn':
      return fill(story.passedOn, { duty, who: line.owner ? personIn(words, line.owner) : '' });
    default:
      return fill(story[line.is], { duty });
  }
}

function sayingIn(words: Words, saying: Saying): readonly string[] {
  const { codes, refusals, story } = words;
  switch (saying.kind) {
    case 'event': {
      const details = saying.details.map((detail) => detailIn(words, detail)).join(' · ');
      const event = codes.event[saying.type];
      return [details ? `${event}: ${details}` : event, ...saying.duties.map((line) => dutyIn(words, line))];
    }
    case 'reminder':
      return [fill(story.reminder, { duty: codes.duty[saying.duty] })];
    case 'denial': {
      const { code, source } = saying.refusal;
      const why = worded(refusals, code);
      return [fill(story.refused, { command: codes.command[saying.command], why, source })];
    }
  }
}

function mailIn(words: Words, { to, template, data }: RowMail): string {
  const { subject } = compose(words.language, [{ template, ref: '', data }], '');
  return `${personIn(words, to)}: ${subject}`;
}

function whenIn({ language }: Words, at: string): string {
  const [date = '', time] = at.split(' ');
  if (time === undefined) return dateText(language, date);
  const [hours = '0', minutes = '0'] = time.split(':');
  return `${dateText(language, date)} ${timeText(language, Number(hours) * 60 + Number(minutes))}`;
}

/** A row in one language. */
export function say(words: Words, row: Row): SaidRow {
  return {
    when: whenIn(words, row.at),
    who: doerIn(words, row.who),
    what: row.says.flatMap((saying) => sayingIn(words, saying)),
    mails: row.mails.map((mail) => mailIn(words, mail)),
  };
}
