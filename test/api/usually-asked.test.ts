import { beforeAll, describe, expect, test } from '@jest/globals';
import type { EventList } from '../../api/contracts/events.js';
import type { OutsideForm } from '../../api/contracts/forms.js';
import { samplePerson } from '../../stack/sample-data.js';
import { given, learner, opened, refusedWith, signIn, type SignedIn } from './door.js';

describe('What the form of an authority usually asks', () => {
  let by: SignedIn;
  let id: string;
  beforeAll(async () => {
    by = await signIn('curator');
    id = await opened(await signIn('schoolCoordinator'), {
      learnerId: learner(7).id,
      discussedWith: ['learner', 'guardian'],
    });
    await given(by, id, {
      type: 'report-child-welfare',
      addressee: 'Lastensuojelu',
      channel: 'phone',
      reason: 'Huoli nuoren turvallisuudesta.',
      told: 'both',
      details: { whereabouts: 'Koulussa.', immediateDanger: 'no' },
    });
  });

  async function form(actId = 'x1'): Promise<OutsideForm> {
    return (await by.get<OutsideForm>(`/api/v1/cases/${id}/acts/${actId}/form`)).body;
  }

  test('stands on the paper as far as it was said; the rest stands there as not said, and is not missing', async () => {
    expect(await form()).toMatchObject({
      ...{ whereabouts: 'Koulussa.', immediateDanger: 'no' },
      ...{ siblings: null, household: null, interpreter: null },
      unsaid: ['siblings', 'household', 'interpreter'],
      missing: ['surveys', 'measuresTried', 'homeCooperation'],
    });
  });

  test('is added later and said anew, its words sealed and its codes in the log', async () => {
    await given(by, id, {
      type: 'complete-outside-act',
      actId: 'x1',
      details: { household: 'Äiti ja kaksi lasta.', siblings: 'Sisko, 9 v.', interpreter: 'so' },
    });
    const whereabouts = 'Isoäidin luona.';
    await given(by, id, { type: 'complete-outside-act', actId: 'x1', details: { whereabouts } });
    expect(await form()).toMatchObject({
      ...{ household: 'Äiti ja kaksi lasta.', siblings: 'Sisko, 9 v.', interpreter: 'so' },
      ...{ whereabouts, immediateDanger: 'no', unsaid: [] },
    });
    const log = (await by.get<EventList>(`/api/v1/cases/${id}/events?limit=500`)).body;
    const said = log.items.filter((it) => it.type === 'outside-act-completed').at(-1)?.data['details'];
    const { textId } = (said as { whereabouts: { textId: string } }).whereabouts;
    expect(said).toEqual({ whereabouts: { textId } });
    expect(log.texts?.[textId]).toBe(whereabouts);
  });

  test('is said with who made it too, also of somebody who holds no post at the school: nothing holds a report up', async () => {
    const elsewhere = samplePerson('subjectTeacher').id;
    const togetherWith = [elsewhere];
    const seen = await given(by, id, {
      type: 'complete-outside-act',
      actId: 'x1',
      details: { togetherWith },
    });
    expect(seen.acts?.[0]?.togetherWith).toEqual(togetherWith);
    const nobody = [crypto.randomUUID()];
    expect(
      await refusedWith(by, id, {
        type: 'complete-outside-act',
        actId: 'x1',
        details: { togetherWith: nobody },
      }),
    ).toMatchObject({ errors: [{ path: 'details.togetherWith.0', code: 'unknown-person' }] });
  });

  test('is what was printed, to the word', async () => {
    const { printed: _printed, shown, ...paper } = await form();
    await given(by, id, { type: 'print-form', actId: 'x1', shown });
    const log = (await by.get<EventList>(`/api/v1/cases/${id}/events?limit=500`)).body;
    const copy = log.items.find((it) => it.type === 'form-printed')?.data['copy'] as { textId: string };
    expect(JSON.parse(log.texts?.[copy.textId] ?? '')).toEqual(paper);
  });

  test('is asked of a contact as far as it fits, and a code that is none is refused by its place', async () => {
    const act = { addressee: 'Sosiaalipalvelut', channel: 'form', reason: 'Arki ei suju.' } as const;
    await given(by, id, { type: 'contact-social-services', ...act, jointly: 'both' });
    expect((await form('x2')).unsaid).toEqual(['siblings', 'household', 'interpreter']);
    const details = { interpreter: 'klingon' } as unknown as { interpreter: 'so' };
    expect(await refusedWith(by, id, { type: 'complete-outside-act', actId: 'x1', details })).toMatchObject({
      status: 422,
      errors: [{ path: 'details.interpreter' }],
    });
  });
});
