import type { Item } from '../activities/mail/compose.js';
import type { CommandType } from '../domain/commands.js';
import { evolve } from '../domain/evolve.js';
import type { CaseEvent, EventType } from '../domain/events.js';
import type { DutyKind } from '../domain/rules.js';
import type { CaseState } from '../domain/state.js';
import type { RefusalDetail } from '../workflows/messages.js';
import { detailsOf, type Detail } from './details.js';
import { dutyLinesOf, type DutyLine } from './duty-lines.js';
import type { Name, Person } from './stage/directory.js';
import { localOf } from './stage/local-time.js';
import { sentMails, type SentMail } from './stage/post.js';
import type { Story } from './stage/story.js';

/** Who acts in a row: somebody, the service, or time itself. */
export type Doer = Name | 'service' | 'time';

/** One thing that is told in a row. */
export type Saying =
  | {
      readonly kind: 'event';
      readonly type: EventType;
      readonly details: readonly Detail[];
      readonly duties: readonly DutyLine[];
    }
  | { readonly kind: 'reminder'; readonly duty: DutyKind }
  | { readonly kind: 'denial'; readonly command: CommandType; readonly refusal: RefusalDetail };

export interface RowMail extends Pick<Item, 'template' | 'data'> {
  readonly to: Person;
}

/** A row of the table: when, who, what, which mails. */
export interface Row {
  /** Local day and time; the day alone where the minute is chance: time itself does not keep to one. */
  readonly at: string;
  readonly who: Doer;
  readonly says: readonly Saying[];
  readonly mails: readonly RowMail[];
}

/** Something the rules refused; the log does not know of it. */
export interface Denial {
  /** The story's now. */
  readonly at: number;
  /** Number of the last event before it. */
  readonly version: number;
  readonly who: Name | 'service';
  readonly command: CommandType;
  readonly refusal: RefusalDetail;
}

/** A row with what it is put in order by. */
interface Loose extends Row {
  readonly instant: number;
  /** Numbers of the events in it. */
  readonly seqs: readonly number[];
  /** The last command in it. */
  readonly commandId: string | null;
}

interface Told {
  readonly event: CaseEvent;
  readonly before: CaseState | null;
  readonly after: CaseState | null;
}

async function toldOf(story: Story): Promise<Told[]> {
  let before: CaseState | null = null;
  return (await story.log()).map((event) => {
    const after = evolve(before, event, story.caseId);
    const told = { event, before, after };
    before = after;
    return told;
  });
}

function doerOf(story: Story, { by, commandId }: CaseEvent): Doer {
  if (commandId === null) return 'time';
  const name = by.personId === null ? null : story.people.nameOf(by.personId);
  // Only staff give commands; whoever is not among them is the service.
  return name === null || name === 'learner' || name === 'guardian' || name === 'otherGuardian'
    ? 'service'
    : name;
}

/** What one person records in one go stands in one row: one command, or the same kind of command again and again. */
function goesWith(last: Loose | undefined, row: Loose): last is Loose {
  if (!last || row.who === 'time' || last.who !== row.who || last.at !== row.at) return false;
  const [before, now] = [last.says[0], row.says[0]];
  const alike = before?.kind === 'event' && now?.kind === 'event' && before.type === now.type;
  return alike || last.commandId === row.commandId;
}

function eventRows(story: Story, told: readonly Told[]): Loose[] {
  const rows: Loose[] = [];
  for (const { event, before, after } of told) {
    if (event.type === 'reminder-prepared') continue;
    const around = { people: story.people, before, after };
    const { seq, type, at: instant, commandId } = event;
    const duties = dutyLinesOf(event, around);
    const saying: Saying = { kind: 'event', type, details: detailsOf(event, around), duties };
    const who = doerOf(story, event);
    const at = who === 'time' ? localOf(instant).slice(0, 10) : localOf(instant);
    const row: Loose = { at, who, says: [saying], mails: [], instant, seqs: [seq], commandId };
    const last = rows.at(-1);
    if (goesWith(last, row))
      rows[rows.length - 1] = { ...last, says: [...last.says, saying], seqs: [...last.seqs, seq], commandId };
    else rows.push(row);
  }
  return rows;
}

/** A mail stands in the row of what caused it when it left at once; else in a row of its own minute. */
function mailRows(story: Story, told: readonly Told[], rows: Loose[], mails: readonly SentMail[]): Loose[] {
  const own = new Map<number, Loose>();
  for (const mail of mails) {
    const to = story.people.nameOfAddress(mail.address);
    if (!to) throw new Error('a mail to somebody outside the story');
    const row: RowMail = { to, template: mail.template, data: mail.data };
    const cause = rows.findIndex(
      (it) => it.seqs.includes(mail.seq) && localOf(it.instant) === localOf(mail.at),
    );
    const found = rows[cause];
    if (found) {
      rows[cause] = { ...found, mails: withMail(found.mails, row) };
      continue;
    }
    const reminder = reminderOf(told, mail.seq);
    const there = own.get(mail.at) ?? {
      ...{ at: localOf(mail.at), who: 'time' as const, instant: mail.at, seqs: [], commandId: null },
      ...{ says: [], mails: [] },
    };
    const says =
      reminder && !there.says.some((it) => it.kind === 'reminder' && it.duty === reminder.duty)
        ? [reminder]
        : [];
    own.set(mail.at, { ...there, says: [...there.says, ...says], mails: withMail(there.mails, row) });
  }
  return [...own.values()];
}

function reminderOf(told: readonly Told[], seq: number): Extract<Saying, { kind: 'reminder' }> | null {
  const cause = told.find((it) => it.event.seq === seq);
  if (cause?.event.type !== 'reminder-prepared') return null;
  const { dutyId } = cause.event.data;
  const duty = cause.after?.duties.find((it) => it.id === dutyId);
  return duty ? { kind: 'reminder', duty: duty.kind } : null;
}

/** What one person is told twice alike in one mail is told once. */
function withMail(mails: readonly RowMail[], mail: RowMail): readonly RowMail[] {
  const alike = (it: RowMail): boolean => JSON.stringify(it) === JSON.stringify(mail);
  return mails.some(alike) ? mails : [...mails, mail];
}

/** Everything that has happened in a story so far, in the order of time. */
export async function rowsOf(story: Story, denials: readonly Denial[]): Promise<readonly Row[]> {
  const told = await toldOf(story);
  const events = eventRows(story, told);
  const posted = mailRows(story, told, events, await sentMails(story.theatre.app, story.caseId));
  const denied = denials.map(({ at, version, who, command, refusal }): Loose => {
    // The case's clock is a moment ahead of the story's: what was there before stays before.
    const instant = Math.max(at, told.find(({ event }) => event.seq === version)?.event.at ?? at);
    const says: Loose['says'] = [{ kind: 'denial', command, refusal }];
    return { at: localOf(at), who, instant, mails: [], seqs: [], commandId: null, says };
  });
  const all = [...events, ...denied, ...posted].toSorted((a, b) => a.instant - b.instant);
  return all.map(({ at, who, says, mails }) => ({ at, who, says, mails }));
}
