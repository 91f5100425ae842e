import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asId, type UnitId } from '../../../domain/ids.js';
import type { Actor, HeldRole, Side, StaffRole } from '../../../domain/people.js';
import { isSupervising, sees } from '../../../domain/sight.js';
import { keysOf, keysTo } from '../../../domain/sight-keys.js';
import type { CaseState } from '../../../domain/state.js';
import { lead } from './lead.js';
import { EVERYBODY } from './cast.js';
import { raised } from '../branches/support.js';
import { must } from './invariants/must.js';
import { attempt, start } from './random-command.js';
import { runs } from './runs.js';
import { OTHER_SCHOOL, PEOPLE, SCHOOL } from './world.js';

const [OWN, OTHER] = ['0000000a-0000-4000-8000-000000000001', '0000000a-0000-4000-8000-000000000002'];
/** So many lives show enough moments; fewer are a quick look. */
const LIVES = 200;
const ANYWHERE = asId<UnitId>('00000001-0000-4000-8000-0000000000ff');

interface Viewer {
  readonly personId: Actor['personId'];
  readonly role: HeldRole & { readonly controllerId: string };
}

/** Every post there is: at this school, at another one, at all of them, of this employer, of another, of any. */
const POSTS: readonly Viewer[] = (['supervisor', 'coordinator', 'administrator', 'curator'] as const).flatMap(
  (role: StaffRole) =>
    (['school', 'county'] as const).flatMap((side: Side) =>
      [SCHOOL, OTHER_SCHOOL, ANYWHERE, null].flatMap((unitId) =>
        [OWN, OTHER, '*'].map((controllerId) => ({
          personId: null,
          role: { role, side, unitId, controllerId },
        })),
      ),
    ),
);

/** As the API does: a role of another education provider says nothing at this school. */
function actorHere({ personId, role }: Viewer): Actor {
  const here = role.side === 'county' || role.controllerId === '*' || role.controllerId === OWN;
  return { personId, roles: here ? [role] : [], kind: 'person' };
}

/** A role at one school is held at that school's employer: nobody works at a school for somebody else's. */
function isPossible({ role }: Viewer): boolean {
  return role.unitId === null || role.side === 'county' || role.controllerId !== OTHER;
}

const PEOPLE_HERE: readonly Viewer[] = EVERYBODY.map(({ personId, actor }) => ({
  personId,
  role: {
    ...(actor.roles[0] ?? { role: 'other_expert', side: 'school', unitId: null }),
    controllerId: OWN,
  },
}));
const VIEWERS = [...PEOPLE_HERE, ...POSTS.filter(isPossible)].map((viewer) => ({
  viewer,
  actor: actorHere(viewer),
  keys: keysOf(viewer.personId, [viewer.role]),
}));

/** Who sees something of the case and does not find it, or the other way round. The store adds the school's employer. */
function disagreements(state: CaseState): Viewer[] {
  const kept = keysTo(state);
  const sight = new Set(kept.includes('school@*') ? [...kept, `school@${OWN}`] : kept);
  return VIEWERS.filter(
    ({ actor, keys }) => keys.some((key) => sight.has(key)) !== (sees(actor, state) !== null),
  ).map(({ viewer }) => viewer);
}

describe('The keys to a case', () => {
  test('open it for exactly those who see something of it, in every life and at every moment', () => {
    let moments = 0;
    fc.assert(
      fc.property(
        start,
        fc.array(attempt, { minLength: 1, maxLength: 20, size: 'max' }),
        (first, attempts) => {
          lead(first, attempts, (state) => {
            moments += 1;
            must(disagreements(state).length === 0, 'the keys open the case for exactly those who see it');
          });
        },
      ),
      { numRuns: runs(LIVES), seed: 20261128 },
    );
    if (runs(LIVES) < LIVES) return;
    expect(moments).toBeGreaterThan(400);
  });

  test('are no more than the case itself and posts when it is void, and never those of a post that is none', () => {
    const gone = { ...raised().state, status: 'void' } as const;
    expect(keysTo(gone).filter((key) => key.startsWith('person:'))).toEqual([]);
    expect(keysTo(gone)).toContain(`case:${gone.caseId}`);
    const curator = { role: 'curator', side: 'county', unitId: SCHOOL, controllerId: OWN } as const;
    expect(keysOf(PEOPLE.curator, [curator])).toEqual([`person:${PEOPLE.curator}`]);
    expect(isSupervising(curator)).toBe(false);
  });
});
