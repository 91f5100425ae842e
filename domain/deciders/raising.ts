import type { CommandData, Topic } from '../commands.js';
import { REJECTED_TOPICS, type RejectedTopic } from '../codes.js';
import { draft, type AnyDraft, type Deciding } from '../decision.js';
import { refuse, type Refusal } from '../refusals.js';
import { armGuardians, guardiansIn, isViolence } from './telling.js';

type Raising = Omit<Deciding<'raise-concern'>, 'state' | 'command'> & {
  readonly data: CommandData['raise-concern'];
  /** The behaviour this case is decided with. */
  readonly core: number;
};

/**
 * A concern is raised: the discussion clock starts on the day the request came (OHL 15 §), and there is a
 * responsible person from the first second on each side that is party.
 *
 * A learner's own request to a professional of the county has the county's side only: that it was made is
 * secret from the school. A request that staff of the school bring has the school's side too.
 */
export function raiseConcern(raising: Raising): readonly AnyDraft[] | Refusal {
  const { data, rules, on, author, book, core } = raising;
  const { county, school } = data.responsible;
  const { topic } = data;
  if (isRejected(topic)) return refuse('topic-not-for-group', 'OHL 14 §');
  if (!county) return refuse('responsible-missing', 'OHL 15 §');
  if (data.source === 'learner' && author.side === 'county' && school)
    return refuse('school-must-not-know', 'OHL 21 §');
  if (author.side === 'school' && data.source !== 'learner' && !school)
    return refuse('responsible-missing', 'OHL 16 §');
  const ordinary = core >= 2 && data.source !== 'learner' ? 'T-OHL15-third' : 'T-OHL15-7';
  book.arm(data.urgent ? 'T-OHL15-urgent' : ordinary, on, {
    ownerId: county,
    side: 'county',
    bound: 'side',
  });
  if (core >= 2) armTelling(raising);
  return [draft(book, 'concern-raised', { ...data, topic, core, rulesId: rules.id }, 'discussion')];
}

function isRejected(topic: Topic | RejectedTopic): topic is RejectedTopic {
  return REJECTED_TOPICS.some((it) => it === topic);
}

/**
 * Whom the concern must still be told to. Only where staff brought it, or a guardian (core 3) or somebody else (core 4)
 * to the school: a learner's own request is theirs to tell.
 *
 * 1. The learner, within the limit of the discussion (OHL 16 §).
 * 2. A minor's guardian without delay; each guardian of bullying, harassment and violence (POL 29 §), and of absences
 *    (POL 26 §), whose causes are then found out with them. That one guardian was spoken with says nothing of another
 *    (core 3), and the guardian who brought it knows.
 * 3. At absences the county's responsible person contacts the school's as soon as possible (S001).
 */
function armTelling({ data, on, author, book, core }: Raising): void {
  const { county, school } = data.responsible;
  const byGuardian = core >= 3 && data.source === 'guardian' && school !== undefined;
  const byOther = core >= 4 && data.source === 'other' && school !== undefined;
  if (data.source !== 'staff' && !byGuardian && !byOther) return;
  const side = author.side === 'school' && school ? 'school' : 'county';
  const ownerId = side === 'school' ? school : county;
  if (!ownerId) return;
  const owing = { ownerId, side, bound: 'side' } as const;
  if (data.source === 'staff' && !data.discussedWith.includes('learner'))
    book.arm(data.urgent ? 'T-OHL16-info-urgent' : 'T-OHL16-info', on, owing);
  const isAdult = data.family?.adultOn != null && data.family.adultOn <= on;
  if (!isAdult && !areTold(data, core)) {
    const { topic, family } = data;
    armGuardians({ topic, guardians: guardiansIn(family), on, owing }, book);
  }
  if (data.topic !== 'absence' || !school || (isAdult && core < 7)) return;
  if (!isAdult) book.arm('W-POL26-causes', on, { ownerId: school, side: 'school', bound: 'side' });
  // The county contacts the school whatever the learner's age (core 7).
  if (county) book.arm('L-COUNTY', on, { ownerId: county, side: 'county', bound: 'side' });
}

/** Whether whoever has to be told of the concern has been told by those who brought it. */
function areTold({ discussedWith, topic, family, source }: Raising['data'], core: number): boolean {
  if (!discussedWith.includes('guardian') && source !== 'guardian') return false;
  return core < 3 || !isViolence(topic) || guardiansIn(family).length < 2;
}
